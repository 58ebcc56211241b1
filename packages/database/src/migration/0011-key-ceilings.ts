import { sql, type Kysely } from "kysely";

/** What the jobs of one key may cost: in a day (UTC), and in all. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table api_keys
      add column max_millicredits_per_day bigint check (max_millicredits_per_day > 0),
      add column max_millicredits_total bigint check (max_millicredits_total > 0)`.execute(database);
  await sql`create index jobs_key on jobs (key_id)`.execute(database);
}
