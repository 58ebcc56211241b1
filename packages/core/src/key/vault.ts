import { deriveKey, openSecret, sealSecret } from "@winnow/runtime";
import { peppersOf, type Peppers } from "#key/peppers.ts";

/** What an installation's master secret is good for: hashing API keys, and sealing what must be read again. */
export interface Vault {
  readonly peppers: Peppers;
  /** Signs the cookies of sessions. */
  readonly sessionSecret: string;
  /** Encrypts a callback secret for storage. */
  seal(secret: string): string;
  /** Decrypts it. @throws Error when it was sealed under another master secret, or altered. */
  open(sealed: string): string;
}

/** The vault of a master secret; every process of an installation builds the same one. */
export function createVault(masterSecret: string): Vault {
  const sealingKey = deriveKey(masterSecret, "webhook-secret/1");
  return {
    peppers: peppersOf(masterSecret),
    sessionSecret: deriveKey(masterSecret, "session/1").toString("base64"),
    seal: (secret) => sealSecret(sealingKey, secret),
    open: (sealed) => openSecret(sealingKey, sealed),
  };
}
