import type { EnrichmentProvider } from "@winnow/contracts";
import type { Connection } from "@winnow/database";
import { matchContacts } from "#directory/match.ts";

/**
 * The directory as the first provider of the waterfall: it is passed in at composition, because it is the only provider
 * that needs the database.
 */
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
