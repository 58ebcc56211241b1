import { sql } from "kysely";
import type { Connection } from "@winnow/database";
import { identitiesOf } from "#person/identity.ts";
import { personOfRow } from "#person/person-of-row.ts";
import { insertChunks } from "#job/plan/insert-chunks.ts";
import { stageKnownRows } from "#job/plan/known-rows.ts";
import type { StagedJob } from "#job/plan/staged-job.ts";
import {
  CLASSIFIED_COLUMNS,
  classifyRow,
  type ClassifiedRow,
  type PlannedRow,
} from "#job/plan/classify-row.ts";
import type { Verifier } from "#ports/verifier.ts";

const PAGE_ROWS = 1_000;

/** How many rows planning found of each sort. */
export interface StagedCounts {
  readonly billable: number;
  readonly owned: number;
  readonly duplicate: number;
  readonly invalidInput: number;
  readonly suppressed: number;
}

/**
 * Reads a job's rows and stages what planning makes of them in `staged_rows`, a temporary table of this transaction:
 * (row, domain, address, first, outcome, reason, bad_address). Memory stays flat whatever the number of rows.
 */
export async function stageRows(
  transaction: Connection,
  job: StagedJob,
  parseAddress: Verifier["parseAddress"],
): Promise<StagedCounts> {
  await sql`create temporary table classified_rows (
    row int, identity text, domain text, address text, outcome text, reason text, bad_address text
  ) on commit drop`.execute(transaction);
  await sql`create temporary table row_identities (row int, identity text) on commit drop`.execute(
    transaction,
  );
  const namesPeople = job.kind === "enrich" && (await suppressesPeople(transaction, job.organization_id));
  for (let after = 0; ;) {
    const rows = await transaction
      .selectFrom("job_rows")
      .select(CLASSIFIED_COLUMNS)
      .where("job_number", "=", job.number)
      .where("row", ">", after)
      .orderBy("row")
      .limit(PAGE_ROWS)
      .execute();
    const planned = rows.map((row) => classifyRow(job.kind, row, parseAddress));
    await sql`insert into classified_rows select * from unnest(
      ${rows.map((row) => row.row)}::int[],
      ${planned.map((plan) => (plan.usable ? plan.identity : null))}::text[],
      ${planned.map((plan) => (plan.usable ? plan.domain : ""))}::text[],
      ${planned.map((plan) => (plan.usable ? plan.address : null))}::text[],
      ${planned.map((plan) => (plan.usable ? null : "invalid_input"))}::text[],
      ${planned.map((plan) => (plan.usable ? null : plan.reason))}::text[],
      ${planned.map((plan) => (plan.usable ? null : plan.badAddress))}::text[])`.execute(transaction);
    if (namesPeople) await stageIdentities(transaction, rows, planned);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) break;
    after = last.row;
  }
  // A suppressed row is set aside before duplicates are found: it must not stand for another row. An address is suppressed
  // as it is written and in its canonical form, so that a suffix after + does not get around it.
  await sql`create temporary table staged_rows on commit drop as
    with own as (
      select kind, value from suppressions where organization_id is null or organization_id = ${job.organization_id}
    ), domains as materialized (
      select d.domain from (select distinct domain from classified_rows where domain <> '') d
      where exists (select from own where kind = 'domain' and value = any(domain_and_parents(d.domain)))
    ), emails as materialized (
      select distinct value from own where kind = 'email'
    ), people as materialized (
      select distinct row from row_identities where identity in (select value from own where kind = 'person')
    ), suppressed as (
      select c.row, case
        when c.domain in (select domain from domains) then 'domain'
        when c.row in (select row from people) then 'person'
        else 'email'
      end as kind
      from classified_rows c
      where c.domain in (select domain from domains)
        or lower(c.address) in (select value from emails)
        or substr(c.identity, length('email:') + 1) in (select value from emails)
        or c.row in (select row from people)
    )
    select c.row, c.domain, c.address, c.bad_address,
      coalesce(c.outcome, s.outcome) as outcome, coalesce(c.reason, s.reason) as reason,
      first_value(c.row) over (
        partition by coalesce(c.outcome, s.outcome), coalesce(c.identity, c.row::text) order by c.row
      ) as first
    from classified_rows c
    left join (select row, 'suppressed' as outcome, kind || '_suppressed' as reason from suppressed) s
      on s.row = c.row`.execute(transaction);
  await stageKnownRows(transaction, job);
  const { rows } = await sql<StagedCounts>`select
      count(*) filter (where outcome is null and row = first)::int as "billable",
      count(*) filter (where outcome = 'known')::int as "owned",
      count(*) filter (where outcome is null and row <> first)::int as "duplicate",
      count(*) filter (where outcome = 'invalid_input')::int as "invalidInput",
      count(*) filter (where outcome = 'suppressed')::int as "suppressed"
    from staged_rows`.execute(transaction);
  return rows[0]!;
}

async function suppressesPeople(transaction: Connection, organizationId: string): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    select exists (
      select from suppressions
      where kind = 'person' and (organization_id is null or organization_id = ${organizationId})
    ) as any`.execute(transaction);
  return rows[0]?.any === true;
}

/** A row may name a person in several ways: each of them may be suppressed. */
async function stageIdentities(
  transaction: Connection,
  rows: readonly ClassifiedRow[],
  planned: readonly PlannedRow[],
): Promise<void> {
  const named = rows.flatMap((row, index) => {
    const plan = planned[index];
    if (!plan?.usable) return [];
    const identities = identitiesOf({ ...personOfRow(row), email: plan.address });
    return identities.map((identity) => ({ row: row.row, identity }));
  });
  await sql`
    insert into row_identities
    select * from unnest(${named.map(({ row }) => row)}::int[], ${named.map(({ identity }) => identity)}::text[])`.execute(
    transaction,
  );
}

/** Writes the results that planning itself decides: unusable, suppressed and duplicate rows. Never billed. */
export async function recordStagedResults(transaction: Connection, jobNumber: number): Promise<void> {
  await sql`
    insert into results (job_number, row, status, reason, email, email_status, email_reason, checked_at, duplicate_of)
    select ${jobNumber}, row, coalesce(outcome, 'duplicate'), reason, bad_address,
      case when bad_address is not null then 'invalid' end, case when bad_address is not null then 'syntax' end,
      case when bad_address is not null then now() end,
      case when outcome is null then first end
    from staged_rows
    where outcome <> 'known' or (outcome is null and row <> first)`.execute(transaction);
}

/**
 * Cuts the rows that will be worked on into chunks, ordered by mail domain.
 * @param billableMax rows beyond this many (in the caller's order) are recorded as failed: they were not paid for.
 */
export async function cutChunks(
  transaction: Connection,
  jobNumber: number,
  cut: { readonly billableMax: number; readonly chunkRows: number; readonly windowChunks: number },
): Promise<void> {
  await sql`
    insert into results (job_number, row, status, reason)
    select ${jobNumber}, row, 'failed', 'insufficient_credits' from staged_rows
    where outcome is null and row = first
    order by row offset ${cut.billableMax}`.execute(transaction);
  await insertChunks(
    transaction,
    jobNumber,
    sql`
      select row, position, (position - 1) / ${cut.chunkRows}::int as chunk
      from (
        select row, (row_number() over (order by domain, row))::int as position
        from (
          select row, domain from staged_rows where outcome is null and row = first
          order by row limit ${cut.billableMax}
        ) affordable
      ) ordered`,
    cut.windowChunks,
  );
}
