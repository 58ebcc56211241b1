import { sql, type Kysely } from "kysely";

/** The request that made a job: every line that is logged on the job's way names it. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table jobs add column request_id text check (length(request_id) <= 100)`.execute(database);
}
