import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { matchContacts } from "@winnow/core";
import type { OpenDatabase } from "@winnow/database";
import { from as copyFrom } from "pg-copy-streams";

const BATCH_ROWS = 200;

/** A person in the directory, with a recent verdict. */
export interface KnownPerson {
  readonly first: string;
  readonly last: string;
  readonly domain: string;
}

/**
 * The minimum of any pipeline that enriches from the directory: copy the rows in, look them up 200 at a time as Winnow does, and
 * insert the same result rows. No HTTP, no queue, no plan, no lease, no ledger.
 * @returns seconds.
 */
export async function measureBareJoin(
  { pool, kysely }: OpenDatabase,
  people: readonly KnownPerson[],
): Promise<number> {
  await pool.query(`
    create table bare_rows (like job_rows including all);
    create table bare_results (like results including all)`);
  const startedAt = performance.now();
  const client = await pool.connect();
  try {
    const copy = client.query(
      copyFrom("copy bare_rows (job_number, row, raw, first_name, last_name, domain) from stdin"),
    );
    const lines = people.map(
      ({ first, last, domain }, index) =>
        `1\t${index + 1}\t${first},${last},${domain}\t${first}\t${last}\t${domain}\n`,
    );
    await pipeline(Readable.from(lines), copy);
    for (let start = 0; start < people.length; start += BATCH_ROWS) {
      const batch = people.slice(start, start + BATCH_ROWS);
      const findings = await matchContacts(
        kysely,
        batch.map(({ first, last, domain }) => ({ firstName: first, lastName: last, domain })),
      );
      const results = findings.map((finding, index) => ({
        job_number: 1,
        row: start + index + 1,
        status: "found",
        email: finding.outcome === "found" ? finding.emails[0] : null,
        email_masked: false,
        email_status: "valid",
        email_reason: "directory",
        email_flags: [],
        contact: finding.outcome === "found" ? finding.contact : null,
        charge_millicredits: 1_000,
        charge_basis: "new_contact",
        entry_id: "ent_01m84yf32qesn88ay7csbf0yaf",
        attempts: [{ provider: "directory", outcome: "found", ms: 1 }],
        evidence: [{ stage: "directory", status: "valid", at: new Date().toISOString() }],
        checked_at: new Date(),
      }));
      await client.query(
        "insert into bare_results select * from jsonb_populate_recordset(null::bare_results, $1::jsonb)",
        [JSON.stringify(results)],
      );
    }
  } finally {
    client.release();
  }
  return (performance.now() - startedAt) / 1000;
}
