import type { Row } from "@winnow/contracts";
import type { DatabaseOutput } from "@winnow/database";
import type { Pool } from "pg";
import Cursor from "pg-cursor";
import { presentRow, type JoinedRow } from "#job/results/present-row.ts";

const BATCH_ROWS = 1_000;

const JOINED = `
  select r.row, r.ref, r.raw, s.status, s.reason, s.email, s.email_masked, s.email_status, s.email_reason, s.email_flags,
    s.did_you_mean, s.contact, s.charge_millicredits, s.charge_basis, s.entry_id, s.duplicate_of, s.attempts, s.checked_at,
    s.score, s.score_outcomes, s.score_model, s.why,
    (select jsonb_build_object('status', c.to_status, 'reason', c.to_reason, 'at', c.at) from reclassifications c
      where c.job_number = s.job_number and c.row = s.row order by c.number desc limit 1) as reclassified
  from job_rows r left join results s on s.job_number = r.job_number and s.row = r.row
  where r.job_number = $1`;
const AFTER = `${JOINED} and r.row > $2 order by r.row`;
const ONE = `${JOINED} and r.row = $2`;

/** The columns that a file shows, and no others: an export reads a million rows, twice. */
const FILED = `
  select r.row, r.raw, s.status, s.reason, s.email, s.email_status, s.email_reason, s.email_flags, s.did_you_mean,
    s.charge_millicredits, s.duplicate_of, s.contact, s.attempts
  from job_rows r left join results s on s.job_number = r.job_number and s.row = r.row
  where r.job_number = $1 order by r.row`;

/** A row as a file shows it, beside its result. */
export type FiledRow = Pick<
  JoinedRow,
  | "row"
  | "raw"
  | "status"
  | "reason"
  | "email"
  | "email_status"
  | "email_reason"
  | "email_flags"
  | "did_you_mean"
  | "charge_millicredits"
  | "duplicate_of"
  | "contact"
  | "attempts"
>;

/** One row of a job beside its result. */
export async function findJoinedRow(
  pool: Pool,
  job: DatabaseOutput<"jobs">,
  row: number,
): Promise<JoinedRow | undefined> {
  const { rows } = await pool.query<JoinedRow>(ONE, [job.number, row]);
  return rows[0];
}

/** Every row of a job as its file shows it, in the caller's order, with flat memory. A snapshot: safe while the job runs. */
export function readFiledRows(
  pool: Pool,
  job: DatabaseOutput<"jobs">,
): AsyncGenerator<FiledRow, void, undefined> {
  return readAll<FiledRow>(pool, FILED, [job.number]);
}

async function* readAll<Read>(
  pool: Pool,
  query: string,
  parameters: readonly unknown[],
): AsyncGenerator<Read, void, undefined> {
  const client = await pool.connect();
  const cursor = client.query(new Cursor<Read>(query, [...parameters]));
  let broken: Error | undefined;
  let coming: Promise<Read[]> | undefined;
  try {
    for (coming = cursor.read(BATCH_ROWS); coming !== undefined;) {
      const rows: Read[] = await coming;
      // The next batch is fetched while this one is processed.
      coming = rows.length < BATCH_ROWS ? undefined : cursor.read(BATCH_ROWS);
      yield* rows;
    }
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    // A caller that stops early leaves a batch of rows on its way.
    await coming?.catch((error: Error) => (broken ??= error));
    if (broken === undefined) await cursor.close();
    client.release(broken);
  }
}

/** Every row as results and events show it. */
export async function* readRows(
  pool: Pool,
  job: DatabaseOutput<"jobs">,
  after = 0,
): AsyncGenerator<Row, void, undefined> {
  for await (const joined of readAll<JoinedRow>(pool, AFTER, [job.number, after]))
    yield presentRow(job, joined);
}
