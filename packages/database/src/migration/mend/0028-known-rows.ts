import { sql, type Kysely } from "kysely";
import { constraintIsDeferred, relationExists, type Divergence } from "./divergence.ts";

/** Until a63eb58 an index on chunks was missing; until bd1c963 results could not name an entry that is posted later. */
export const knownRows: Divergence = {
  migration: "0028-known-rows",
  signs: {
    "the index chunks_outside": relationExists("chunks_outside"),
    "the deferred constraint results_entry_id_fkey": constraintIsDeferred("results_entry_id_fkey"),
  },
  versions: [
    {
      commit: "6b625bb",
      shows: [],
      mend: async (database) => {
        await indexChunksOutside(database);
        await deferEntries(database);
      },
    },
    { commit: "a63eb58", shows: ["the index chunks_outside"], mend: deferEntries },
    {
      commit: "bd1c963",
      shows: ["the index chunks_outside", "the deferred constraint results_entry_id_fkey"],
    },
  ],
};

async function indexChunksOutside(database: Kysely<unknown>): Promise<void> {
  await sql`
    create index chunks_outside on chunks (job_number, number)
    where state = 'pending' and rung_at is null and recheck = 0`.execute(database);
}

async function deferEntries(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table results alter constraint results_entry_id_fkey deferrable initially deferred`.execute(
    database,
  );
}
