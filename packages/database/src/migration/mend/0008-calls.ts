import { sql } from "kysely";
import { relationExists, type Divergence } from "./divergence.ts";

/** Until 7dd4803 the migration made an index on entries as well, which no query uses. */
export const calls: Divergence = {
  migration: "0008-calls",
  signs: { "the index entries_wallet_time": relationExists("entries_wallet_time") },
  versions: [
    {
      commit: "e0d7125",
      shows: ["the index entries_wallet_time"],
      mend: async (database) => void (await sql`drop index entries_wallet_time`.execute(database)),
    },
    { commit: "7dd4803", shows: [] },
  ],
};
