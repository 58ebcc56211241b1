import { sql } from "kysely";
import { relationExists, type Divergence } from "./divergence.ts";

/** Until 76a98ed the index that finds the deliveries of an event was missing. */
export const retention: Divergence = {
  migration: "0029-retention",
  signs: { "the index deliveries_event": relationExists("deliveries_event") },
  versions: [
    {
      commit: "8e65431",
      shows: [],
      mend: async (database) =>
        void (await sql`create index deliveries_event on deliveries (event_id)`.execute(database)),
    },
    { commit: "76a98ed", shows: ["the index deliveries_event"] },
  ],
};
