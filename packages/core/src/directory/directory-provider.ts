import type { EnrichmentProvider } from "@winnow/contracts";
import type { Connection } from "@winnow/database";
import { matchContacts } from "#directory/match.ts";

/** The directory as the first provider of the waterfall: handed over at composition, since it alone needs the database. */
export function createDirectoryProvider(database: Connection): EnrichmentProvider {
  return {
    name: "directory",
    find: (questions) =>
      matchContacts(
        database,
        questions.map(({ person }) => person),
      ),
  };
}
