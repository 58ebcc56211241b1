import { sql, type Kysely } from "kysely";

/** What each event told, beside that it happened: for whoever reads the list instead of being called. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table events
      -- As in the body of its callback. null: a page of rows, which the results hold, or recorded before this column was.
      add column data jsonb`.execute(database);
}
