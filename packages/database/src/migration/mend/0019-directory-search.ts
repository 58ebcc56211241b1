import { sql, type Kysely } from "kysely";
import { columnExists, relationExists, type Divergence } from "./divergence.ts";

/** Until 8e35628 contacts had no terms, by which several filters are answered at once. */
export const directorySearch: Divergence = {
  migration: "0019-directory-search",
  signs: {
    "the column contacts.terms": columnExists("contacts", "terms"),
    "the index contacts_terms": relationExists("contacts_terms"),
  },
  versions: [
    { commit: "55f258d", shows: [], mend: addTerms },
    { commit: "8e35628", shows: ["the column contacts.terms", "the index contacts_terms"] },
  ],
};

async function addTerms(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table contacts add column terms text[] generated always as (array_remove(array[
      'country=' || country, 'state=' || state, 'city=' || city, 'industry=' || industry,
      'company_size=' || company_size, 'seniority_level=' || seniority_level, 'department=' || department,
      'email_status=' || email_status
    ], null)) stored`.execute(database);
  await sql`create index contacts_terms on contacts using gin (terms)`.execute(database);
}
