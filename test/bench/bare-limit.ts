import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { OpenDatabase } from "@winnow/database";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { accepted } from "./accepted.ts";

const BATCH_ROWS = 200;

/**
 * The minimum of any pipeline for a job: copy the rows in, then insert the same result rows that Winnow writes,
 * 200 at a time, into tables of the same shape. No HTTP, no queue, no plan, no lease, no ledger, no mail.
 * @returns seconds.
 */
export async function measureBareLimit(
  { pool }: OpenDatabase,
  addresses: readonly string[],
): Promise<number> {
  await pool.query(`
    create table bare_rows (like job_rows including all);
    create table bare_results (like results including all)`);
  const startedAt = performance.now();
  const client = await pool.connect();
  try {
    const copy = client.query(copyFrom("copy bare_rows (job_number, row, raw, email) from stdin"));
    const lines = addresses.map((address, index) => `1\t${index + 1}\t${address}\t${address}\n`);
    await pipeline(Readable.from(lines), copy);
    for (let start = 0; start < addresses.length; start += BATCH_ROWS) {
      const batch = addresses
        .slice(start, start + BATCH_ROWS)
        .map((address, index) => resultOf(start + index + 1, address));
      await client.query(
        "insert into bare_results select * from jsonb_populate_recordset(null::bare_results, $1::jsonb)",
        [JSON.stringify(batch)],
      );
    }
  } finally {
    client.release();
  }
  return (performance.now() - startedAt) / 1000;
}

/** Copies the rows with their results out as a file. @returns seconds, bytes. */
export async function measureBareExport({ pool }: OpenDatabase): Promise<{ seconds: number; bytes: number }> {
  const startedAt = performance.now();
  const client = await pool.connect();
  let bytes = 0;
  try {
    const copy = client.query(
      copyTo(`copy (
        select r.raw, s.status, s.reason, s.email, s.email_status, s.email_reason, s.email_flags, s.did_you_mean,
          s.charge_millicredits, s.duplicate_of
        from bare_rows r join bare_results s on s.job_number = r.job_number and s.row = r.row
        order by r.job_number, r.row) to stdout (format csv)`),
    );
    for await (const block of copy) bytes += (block as Buffer).byteLength;
  } finally {
    client.release();
  }
  return { seconds: (performance.now() - startedAt) / 1000, bytes };
}

function resultOf(row: number, address: string) {
  const { verdict, evidence, checkedAt } = accepted(address);
  return {
    job_number: 1,
    row,
    status: "verified",
    email: address,
    email_masked: false,
    email_status: verdict.status,
    email_reason: verdict.reason,
    email_flags: [],
    charge_millicredits: 1_000,
    charge_basis: "verification",
    entry_id: "ent_01m84yf32qesn88ay7csbf0yaf",
    attempts: [],
    evidence,
    checked_at: checkedAt,
  };
}
