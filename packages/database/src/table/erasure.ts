import type { Generated } from "kysely";

/** Somebody who asked to be forgotten: `erasure_hash` of one of the identities that would bring them back. */
export interface ErasureTable {
  hash: Buffer;
  created_at: Generated<Date>;
}
