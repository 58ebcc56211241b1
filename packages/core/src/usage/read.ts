import { EmailStatus, type Usage, type UsageQuery } from "@winnow/contracts";
import { toCredits } from "@winnow/credits";
import { sql } from "kysely";
import type { Context, TenantActor, Tenant } from "#context.ts";
import { countsOf } from "#job/tally.ts";
import { readWallet } from "#credit/wallet.ts";

type Reader = Pick<Context<TenantActor>, "database" | "actor">;

/** What the actor's organization did in the key's mode, since it signed up or since `from`. */
export async function readUsage(context: Reader, query: UsageQuery): Promise<Usage> {
  const { organizationId, mode } = context.actor;
  const tenant = { organizationId, mode };
  const from = query.from ?? null;
  const [jobs, credits, byEmailStatus, wallet] = await Promise.all([
    countJobs(context, tenant, from),
    sumEntries(context, tenant, from),
    countEmails(context, tenant, from),
    readWallet(context),
  ]);
  return { mode, from, ...jobs, credits, by_email_status: byEmailStatus, wallet };
}

async function countJobs({ database }: Reader, { organizationId, mode }: Tenant, from: string | null) {
  const { rows } = await sql<{ jobs: number; rows: number }>`
    select count(*)::int as jobs, coalesce(sum(submitted), 0)::bigint as rows from jobs
    where organization_id = ${organizationId} and mode = ${mode}
      and (${from}::timestamptz is null or created_at >= ${from}::timestamptz)`.execute(database);
  return rows[0] ?? { jobs: 0, rows: 0 };
}

async function sumEntries(
  { database }: Reader,
  { organizationId, mode }: Tenant,
  from: string | null,
): Promise<Usage["credits"]> {
  const { rows } = await sql<Usage["credits"]>`
    select coalesce(sum(delta_granted), 0)::bigint as granted,
      coalesce(sum(delta_spent) filter (where kind = 'capture'), 0)::bigint as captured,
      coalesce(sum(delta_available) filter (where kind = 'release'), 0)::bigint as released,
      coalesce(sum(delta_available) filter (where kind = 'refund'), 0)::bigint as refunded
    from entries
    where organization_id = ${organizationId} and mode = ${mode}
      and (${from}::timestamptz is null or created_at >= ${from}::timestamptz)`.execute(database);
  const sums = rows[0] ?? { granted: 0, captured: 0, released: 0, refunded: 0 };
  return {
    captured: toCredits(sums.captured),
    released: toCredits(sums.released),
    refunded: toCredits(sums.refunded),
    granted: toCredits(sums.granted),
  };
}

/** From the tallies of jobs and of their chunks at work: counting the results themselves would read every row. */
async function countEmails(
  { database }: Reader,
  { organizationId, mode }: Tenant,
  from: string | null,
): Promise<Usage["by_email_status"]> {
  const { rows } = await sql<{ key: string; rows: number }>`
    with counted as (
      select number, tally, ended_at from jobs
      where organization_id = ${organizationId} and mode = ${mode}
        and (${from}::timestamptz is null or created_at >= ${from}::timestamptz)
    )
    select key, sum(value::bigint)::bigint as rows
    from (
      select tally from counted
      union all
      select c.tally from chunks c join counted j on j.number = c.job_number
      where j.ended_at is null and c.tally is not null
    ) tallies, jsonb_each_text(tally)
    where key like 'email.%'
    group by key`.execute(database);
  const tally = Object.fromEntries(rows.map((row) => [row.key, row.rows]));
  return countsOf(tally, "email", EmailStatus.options);
}
