import { createHash, randomBytes } from "node:crypto";

/** 256 random bits, shown once. */
export function generateInvitationToken(): string {
  return `wninv_${randomBytes(32).toString("base64url")}`;
}

/** The hash that is stored of it. A token of this size cannot be guessed, so that a plain hash is enough. */
export function hashInvitationToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
