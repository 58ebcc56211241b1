import { RowField, type JobKind, type JobPreview } from "@winnow/contracts";
import { inPinnedTransaction, type Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Context, TenantActor } from "#context.ts";
import type { Price, Priced } from "#price/price-list.ts";
import { quoteCredits } from "#price/quote.ts";
import { copyRows } from "#job/intake/copy-rows.ts";
import { countOwnedPeople } from "#job/intake/count-owned.ts";
import { bodyHash } from "#job/intake/fingerprint.ts";
import { nextJobNumber } from "#job/intake/insert.ts";
import { emptyFile } from "#job/intake/refusal.ts";
import { openSource, type JobInput, type OpenedSource } from "#job/intake/source.ts";
import { stageRows, type StagedCounts } from "#job/plan/stage-rows.ts";
import { takeUploadSlot } from "#job/intake/upload-slot.ts";
import type { Verifier } from "#ports/verifier.ts";
import { orRefusal, type Refusal } from "#refusal.ts";
import { findSameUpload, readingOf } from "#upload/find.ts";
import { keepLonger, keepUpload } from "#upload/keep.ts";

const SHOWN_ROWS = 5;
const SHOWN_BAD_ROWS = 20;

export type PreviewOutcome = { readonly outcome: "previewed"; readonly preview: JobPreview } | Refusal;

/**
 * What a CSV would become: encoding, columns, usable rows, price. The file is read like every file, into the same table,
 * and staged as by planning. It is kept for a while, so that a job can start from it. A file that is kept already is not
 * kept twice. A file that is refused or cut off leaves no trace.
 * @throws what reading the body throws.
 */
export async function previewJob(
  context: Context<TenantActor> & Priced,
  input: Extract<JobInput, { type: "csv" }> & {
    readonly parseAddress: Verifier["parseAddress"];
    readonly keptHours: number;
  },
): Promise<PreviewOutcome> {
  const { actor, prices } = context;
  const { query, keptHours } = input;
  const { kind } = query;
  const price = prices[kind];
  return orRefusal(() =>
    inPinnedTransaction(context.pool, async (transaction, client): Promise<PreviewOutcome> => {
      await takeUploadSlot(transaction, actor, input);
      const hash = bodyHash();
      const opened = await openSource(input, hash);
      const number = await nextJobNumber(transaction);
      await sql`savepoint before_rows`.execute(transaction);
      const { submitted } = await copyRows(client, number, opened.rows);
      if (submitted === 0) throw emptyFile();
      const sha256 = hash.digest();
      const same = await findSameUpload(transaction, actor, query, sha256, price);
      const counts = await stageRows(
        transaction,
        {
          number,
          organization_id: actor.organizationId,
          mode: actor.mode,
          kind,
          max_age_seconds: query.max_age,
          upload_id: same?.id ?? null,
        },
        input.parseAddress,
      );
      const described = await describe(transaction, actor, {
        number,
        opened,
        kind,
        price,
        submitted,
        counts,
      });
      if (same !== undefined) {
        await sql`rollback to savepoint before_rows`.execute(transaction);
        const upload = await keepLonger(transaction, same, keptHours);
        return { outcome: "previewed", preview: { ...described, upload } };
      }
      const upload = await keepUpload(transaction, actor, {
        kind,
        jobNumber: number,
        source: opened.source,
        reading: readingOf(query),
        sha256,
        submitted,
        usable: counts.billable + counts.owned,
        price,
        keptHours,
      });
      return { outcome: "previewed", preview: { ...described, upload } };
    }),
  );
}

async function describe(
  transaction: Connection,
  actor: TenantActor,
  file: {
    readonly number: number;
    readonly opened: OpenedSource;
    readonly kind: JobKind;
    readonly price: Price;
    readonly submitted: number;
    readonly counts: StagedCounts;
  },
): Promise<Omit<JobPreview, "upload">> {
  const { kind, price, counts } = file;
  const { source, mapped, confidence = 1 } = file.opened;
  if (source.format !== "csv" || mapped === undefined) throw new Error("a preview is of a CSV");
  // Staging sets known addresses aside. Owned people are only recognized by the work on their rows, so they are estimated.
  const people = kind === "enrich" ? await countOwnedPeople(transaction, actor) : 0;
  const billable = counts.billable - people;
  const share = await billedShare(transaction, actor, kind);
  const header = source.header !== null;
  return {
    encoding: source.encoding,
    encoding_confidence: confidence,
    delimiter: source.delimiter,
    has_header: header,
    columns: columnsOf(source.columns, mapped),
    rows: {
      total: file.submitted,
      billable,
      owned: counts.owned + people,
      duplicate: counts.duplicate,
      invalid_input: counts.invalidInput,
      suppressed: counts.suppressed,
    },
    bad_rows: await badRows(transaction, file.number, header),
    sample: await sampleOf(transaction, file.number),
    quote: {
      min: 0,
      likely: share === null ? null : quoteCredits(price, Math.round(billable * share)),
      max: quoteCredits(price, billable),
    },
  };
}

function columnsOf(
  names: readonly string[],
  { mapping, grounds }: NonNullable<OpenedSource["mapped"]>,
): JobPreview["columns"] {
  const fieldOf = new Map(Object.entries(mapping).map(([field, index]) => [index, field as RowField]));
  return names.map((name, index) => {
    const field = fieldOf.get(index) ?? null;
    const ground = field === null ? undefined : grounds[field];
    return { name, field, confidence: ground?.confidence ?? null, by: ground?.by ?? null };
  });
}

async function badRows(
  transaction: Connection,
  number: number,
  header: boolean,
): Promise<JobPreview["bad_rows"]> {
  const { rows } = await sql<JobPreview["bad_rows"][number]>`
    select s.row, coalesce(r.line, s.row + ${header ? 1 : 0}::int) as line, s.reason
    from (
      select row, reason from staged_rows where outcome = 'invalid_input' order by row limit ${SHOWN_BAD_ROWS}
    ) s join job_rows r on r.job_number = ${number} and r.row = s.row
    order by s.row`.execute(transaction);
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
      order by position desc limit 100
    ) j join reservations r on r.id = j.reservation_id`.execute(transaction);
  return rows[0]?.share ?? null;
}
