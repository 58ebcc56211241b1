import type { Row } from "@winnow/contracts";
import type { DatabaseOutput } from "@winnow/database";
import type { Pool } from "pg";
import Cursor from "pg-cursor";
import { presentRow, type JoinedRow } from "#job/present-row.ts";

const BATCH_ROWS = 500;

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

/** One row of a job beside its result. */
export async function findJoinedRow(
  pool: Pool,
  job: DatabaseOutput<"jobs">,
  row: number,
): Promise<JoinedRow | undefined> {
  const { rows } = await pool.query<JoinedRow>(ONE, [job.number, row]);
  return rows[0];
}

/** Every row of a job beside its result, in the caller's order, with flat memory. A snapshot: safe while the job runs. */
export async function* readJoinedRows(
  pool: Pool,
  job: DatabaseOutput<"jobs">,
  after = 0,
): AsyncGenerator<JoinedRow, void, undefined> {
  const client = await pool.connect();
  const cursor = client.query(new Cursor<JoinedRow>(AFTER, [job.number, after]));
  let broken: Error | undefined;
  try {
    for (;;) {
      const rows = await cursor.read(BATCH_ROWS);
      yield* rows;
      if (rows.length < BATCH_ROWS) return;
    }
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
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
  for await (const joined of readJoinedRows(pool, job, after)) yield presentRow(job, joined);
}
