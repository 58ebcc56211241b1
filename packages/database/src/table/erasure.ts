import type { Generated } from "kysely";

/** An erased person: `erasure_hash` of one of the identities by which an import would recognize them. */
export interface ErasureTable {
  hash: Buffer;
  created_at: Generated<Date>;
}
