import { createHmac } from "node:crypto";
import { deriveKey } from "@winnow/runtime";

/** The secret halves of the key hashes, by version: old keys stay valid while new ones are hashed under `current`. */
export interface Peppers {
  readonly current: number;
  readonly byVersion: ReadonlyMap<number, Buffer>;
}

/** A key as it is stored. Without the pepper a reader of the table can neither use a key nor recognise one. */
export interface KeyHash {
  readonly version: number;
  /** 32 bytes. */
  readonly hash: Buffer;
}

/** The peppers of an installation, derived from its master secret. */
export function peppersOf(masterSecret: string): Peppers {
  return { current: 1, byVersion: new Map([[1, deriveKey(masterSecret, "api-key-pepper/1")]]) };
}

/**
 * The hash of a key under every pepper, the current one first: a look-up asks for all of them at once.
 * HMAC-SHA-256 and not a slow hash, because a key is 190 random bits: there is nothing to guess.
 */
export function hashesOf(peppers: Peppers, token: string): KeyHash[] {
  return [...peppers.byVersion]
    .map(([version, pepper]) => ({ version, hash: createHmac("sha256", pepper).update(token).digest() }))
    .toSorted(
      (left, right) => Number(right.version === peppers.current) - Number(left.version === peppers.current),
    );
}

/** The hash that a new key is stored under. */
export function hashToken(peppers: Peppers, token: string): KeyHash {
  const [current] = hashesOf(peppers, token);
  if (current?.version !== peppers.current)
    throw new Error(`there is no pepper of version ${peppers.current}`);
  return current;
}
