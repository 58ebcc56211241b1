import { sql, type Kysely } from "kysely";

/** Verdicts that were paid for before are taken again; chunks are leased by who has the fewest at work, and written apart. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table jobs
      -- A paid verdict no older than this is taken again for nothing.
      add column max_age_seconds int not null default 0 check (max_age_seconds >= 0),
      add column owned int not null default 0`.execute(database);
  // What may be leased now is looked through for each lease: never more than the windows of the jobs at work.
  await sql`
    create index chunks_in_window on chunks (job_number, number)
    where state = 'pending' and rung_at is not null`.execute(database);
  // The next to be let in, without passing those that are done.
  await sql`
    create index chunks_outside on chunks (job_number, number)
    where state = 'pending' and rung_at is null and recheck = 0`.execute(database);
  // Results name their entry before it is posted: so chunks of one job write them at the same time.
  await sql`
    alter table results alter constraint results_entry_id_fkey deferrable initially deferred`.execute(
    database,
  );
}
