import { randomBytes } from "node:crypto";

/** A new callback secret: `whsec_` and 32 random bytes in base64, as Standard Webhooks wants it. */
export function generateWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}
