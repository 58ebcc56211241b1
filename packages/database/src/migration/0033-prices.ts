import { sql, type Kysely } from "kysely";

/**
 * Prices are configured: each job and each upload keeps the price that it was quoted. The defaults are what everything cost
 * before, for the jobs of that time and for processes of the version before this one, which name no price.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table jobs
      -- Of one billed row; 0 is free. Which statuses are billed is charge_on: what the caller left of what is billable.
      add column price_millicredits bigint not null default 1000 check (price_millicredits >= 0),
      -- Its rows are contacts of the directory: what is not billed is not shown.
      add column reveals boolean not null default false`.execute(database);
  // Only a reveal's job is waited for and defers nothing.
  await sql`
    update jobs set reveals = true where single and kind = 'enrich' and max_wait_seconds = 0`.execute(
    database,
  );
  await sql`
    alter table uploads
      -- The quote of the preview: it holds for every job that starts from the upload.
      add column price_millicredits bigint not null default 1000 check (price_millicredits >= 0),
      add column billable text[] not null default '{valid,catch_all}'`.execute(database);
  // null: it was free when the organization came to own it.
  await sql`alter table entitlements alter column entry_id drop not null`.execute(database);
}
