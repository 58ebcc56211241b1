import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { OpenDatabase } from "@winnow/database";
import { from as copyFrom } from "pg-copy-streams";

const BATCH_ROWS = 200;

/**
 * The least that any pipeline must do for a job: copy the rows in, insert one result row each in batches of 200,
 * both with their keys. No queue, no ledger, no mail.
 * @returns seconds.
 */
export async function measureBareLimit(database: OpenDatabase, rows: readonly string[]): Promise<number> {
  await database.pool.query(`
    create table bare_rows (job bigint, row int, raw text, email text, primary key (job, row));
    create table bare_results (job bigint, row int, status text, reason text, email text, evidence jsonb,
      primary key (job, row))`);
  const startedAt = performance.now();
  const client = await database.pool.connect();
  try {
    const copy = client.query(copyFrom("copy bare_rows (job, row, raw, email) from stdin"));
    await pipeline(Readable.from(rows.map((email, index) => `1\t${index + 1}\t${email}\t${email}\n`)), copy);
    for (let start = 0; start < rows.length; start += BATCH_ROWS) {
      const batch = rows.slice(start, start + BATCH_ROWS).map((email, index) => ({
        job: 1,
        row: start + index + 1,
        status: "verified",
        reason: "accepted",
        email,
        evidence: [{ stage: "rcpt", code: 250, text: "2.1.5 Ok" }],
      }));
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
