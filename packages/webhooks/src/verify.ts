import { Webhook, WebhookVerificationError } from "standardwebhooks";

/** A signed post of another system, as it arrived. */
export interface SignedPost {
  /** At least one, each `whsec_…`: during a rotation of the sender's secret, the new one and the old one. */
  readonly secrets: readonly string[];
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Exactly the text that arrived. */
  readonly body: string;
}

/**
 * Whether the holder of a secret signed a post within the last five minutes (Standard Webhooks, `v1`). Compares
 * in constant time.
 * @throws Error when a secret is not base64.
 */
export function isSignedPost({ secrets, headers, body }: SignedPost): boolean {
  const given = Object.fromEntries(
    ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => [name, headers[name] ?? ""]),
  );
  return secrets.some((secret) => {
    const webhook = new Webhook(secret);
    try {
      webhook.verify(body, given, { jsonParse: false });
      return true;
    } catch (error) {
      if (error instanceof WebhookVerificationError) return false;
      throw error;
    }
  });
}
