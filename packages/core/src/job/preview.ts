import { createHash } from "node:crypto";
import { RowField, type JobKind, type JobPreview } from "@winnow/contracts";
import { toCredits } from "@winnow/credits";
import { inPinnedTransaction, type Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Context, TenantActor } from "#context.ts";
import { priceMillicredits } from "#credit/price.ts";
import { UnreadableCsvError } from "#csv/read-records.ts";
import { copyRows } from "#job/copy-rows.ts";
import { emptyFile, Refused, unreadable, type JobRefusal } from "#job/refusal.ts";
import { openSource, type JobInput, type OpenedSource } from "#job/source.ts";

const SHOWN_ROWS = 5;
const SHOWN_BAD_ROWS = 20;

export type PreviewOutcome = { readonly outcome: "previewed"; readonly preview: JobPreview } | JobRefusal;

/** Ends the transaction, and with it everything that the preview has written. */
class Previewed extends Error {
  readonly preview: JobPreview;
  constructor(preview: JobPreview) {
    super("previewed");
    this.preview = preview;
  }
}

/**
 * What a CSV would become: encoding, columns, usable rows, price. The file takes the way of every file, into the same table,
 * in a transaction that is then undone: so nothing of it is kept, and a preview says what the job will.
 * @throws what reading the body throws.
 */
export async function previewJob(
  context: Context<TenantActor>,
  input: Extract<JobInput, { type: "csv" }>,
): Promise<PreviewOutcome> {
  try {
    await inPinnedTransaction(context.pool, async (transaction, client) => {
      const opened = await openSource(input, createHash("sha256"));
      const { rows: numbers } = await sql<{ number: number }>`
        select nextval(pg_get_serial_sequence('jobs', 'number')) as number`.execute(transaction);
      const number = numbers[0]!.number;
      const { submitted } = await copyRows(client, number, opened.rows);
      if (submitted === 0) throw emptyFile();
      throw new Previewed(
        await describe(transaction, context.actor, { number, opened, kind: input.query.kind }),
      );
    });
  } catch (error) {
    if (error instanceof Previewed) return { outcome: "previewed", preview: error.preview };
    if (error instanceof Refused) return error.refusal;
    if (error instanceof UnreadableCsvError) return unreadable(error);
    throw error;
  }
  throw new Error("a preview's transaction was committed");
}

async function describe(
  transaction: Connection,
  actor: TenantActor,
  file: { readonly number: number; readonly opened: OpenedSource; readonly kind: JobKind },
): Promise<JobPreview> {
  const { source, mapping = {}, confidence = 1 } = file.opened;
  if (source.format !== "csv") throw new Error("a preview is of a CSV");
  const fieldOf = new Map(Object.entries(mapping).map(([field, index]) => [index, field as RowField]));
  const rows = await countRows(transaction, actor, file);
  const price = priceMillicredits[file.kind];
  const share = await billedShare(transaction, actor, file.kind);
  return {
    encoding: source.encoding,
    encoding_confidence: confidence,
    delimiter: source.delimiter,
    has_header: source.header !== null,
    columns: source.columns.map((name, index) => ({ name, field: fieldOf.get(index) ?? null })),
    rows,
    bad_rows: await badRows(transaction, file),
    sample: await sampleOf(transaction, file.number),
    quote: {
      min: 0,
      likely: share === null ? null : Math.round(toCredits(rows.billable * price) * share),
      max: toCredits(rows.billable * price),
    },
  };
}

/** Why a row cannot be worked on, as far as it is told without a parser of addresses; null where it can. */
function defectOf(kind: JobKind) {
  const address = sql`coalesce(r.email, '') ~ '^[[:space:]]*[^[:space:]@]+@[^[:space:]@]+[[:space:]]*$'`;
  if (kind === "verify") {
    return sql<
      string | null
    >`case when r.defect is not null then r.defect when coalesce(trim(r.email), '') = ''
      then 'missing_email' when not ${address} then 'syntax' end`;
  }
  return sql<string | null>`case when r.defect is not null then r.defect
    when ${address} or r.linkedin_url is not null then null
    when coalesce(r.full_name, r.first_name || r.last_name) is not null and coalesce(r.domain, r.company) is not null
    then null else 'not_enough_to_match' end`;
}

async function countRows(
  transaction: Connection,
  actor: TenantActor,
  { number, kind }: { readonly number: number; readonly kind: JobKind },
): Promise<JobPreview["rows"]> {
  const { rows } = await sql<JobPreview["rows"]>`
    with read as (
      select ${defectOf(kind)} as bad, lower(trim(r.email)) as email,
        coalesce(lower(trim(r.email)), lower(concat_ws('|', r.linkedin_url, r.full_name, r.first_name, r.last_name,
          r.domain, r.company))) as identity
      from job_rows r where r.job_number = ${number}
    ), own as (
      select kind, value from suppressions where organization_id is null or organization_id = ${actor.organizationId}
    ), domains as materialized (
      select d.domain from (select distinct split_part(email, '@', -1) as domain from read where bad is null) d
      where exists (select from own where kind = 'domain' and value = any(domain_and_parents(d.domain)))
    ), sorted as (
      select bad, identity, email in (select value from own where kind = 'email')
        or split_part(email, '@', -1) in (select domain from domains) as suppressed
      from read
    )
    select count(*)::int as total,
      count(distinct identity) filter (where bad is null and suppressed is not true)::int as billable,
      (count(*) filter (where bad is null and suppressed is not true)
        - count(distinct identity) filter (where bad is null and suppressed is not true))::int as duplicate,
      count(*) filter (where bad is not null)::int as invalid_input,
      count(*) filter (where bad is null and suppressed)::int as suppressed
    from sorted`.execute(transaction);
  return rows[0]!;
}

async function badRows(
  transaction: Connection,
  { number, kind }: { readonly number: number; readonly kind: JobKind },
): Promise<JobPreview["bad_rows"]> {
  const { rows } = await sql<{ row: number; reason: string }>`
    select r.row, ${defectOf(kind)} as reason from job_rows r
    where r.job_number = ${number} and ${defectOf(kind)} is not null
    order by r.row limit ${SHOWN_BAD_ROWS}`.execute(transaction);
  return rows;
}

async function sampleOf(transaction: Connection, number: number): Promise<JobPreview["sample"]> {
  const rows = await transaction
    .selectFrom("job_rows")
    .select(RowField.options)
    .where("job_number", "=", number)
    .orderBy("row")
    .limit(SHOWN_ROWS)
    .execute();
  return rows.map(
    (row) =>
      Object.fromEntries(
        Object.entries(row).filter(([, cell]) => cell !== null),
      ) as JobPreview["sample"][number],
  );
}

/** The share of reserved credits that the organization's ended jobs of a kind were charged; null before there are any. */
async function billedShare(
  transaction: Connection,
  actor: TenantActor,
  kind: JobKind,
): Promise<number | null> {
  const { rows } = await sql<{ share: number | null }>`
    select (sum(r.captured) / nullif(sum(r.captured + r.released), 0))::float8 as share
    from (
      select reservation_id from jobs
      where organization_id = ${actor.organizationId} and mode = ${actor.mode} and kind = ${kind}
        and status = 'completed' and reservation_id is not null
      order by number desc limit 100
    ) j join reservations r on r.id = j.reservation_id`.execute(transaction);
  return rows[0]?.share ?? null;
}
