import { sql, type Kysely } from "kysely";

/** How fast a job goes: when its chunks were settled, and since when it has been running. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table chunks
      -- When its rows were settled; null where it was split or taken back instead.
      add column done_at timestamptz`.execute(database);
  await sql`
    alter table jobs
      -- Since when its chunks may be worked on: since it was planned, or last went on.
      add column at_work_since timestamptz`.execute(database);
  await sql`update jobs set at_work_since = started_at where ended_at is null`.execute(database);
  // Whoever follows a job asks for its refunds twice a second: among all entries of a large one they would be searched for.
  await sql`create index entries_refunds on entries (job_id) where kind = 'refund'`.execute(database);
}
