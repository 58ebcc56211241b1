import type { Row } from "@winnow/contracts";
import { inTransaction, type Connection, type JobTable } from "@winnow/database";
import type { Selectable } from "kysely";
import type { Context } from "#context.ts";
import { personOfContact } from "#person/identity.ts";
import { listenersOf, recordEvent } from "#event/record.ts";
import { readRows } from "#job/results/read-rows.ts";
import { findSuppressed, suppressibleOf } from "#suppression/find.ts";

const PAGE_ROWS_MAX = 500;
const PAGE_BYTES_MAX = 256 * 1024;

/**
 * Writes the `rows.batch` events of a job whose rows all have results: numbered pages in row order, at most 500 rows
 * or 256 kB each. Pages that exist are left alone, so it may be repeated after a crash.
 * @returns how many pages there are; 0 when nobody listens.
 */
export async function recordRowPages(context: Context, job: Selectable<JobTable>): Promise<number> {
  if ((await listenersOf(context.database, job, "rows.batch")).length === 0) return 0;
  let page = 0;
  for await (const rows of paginate(readRows(context.pool, job))) {
    page += 1;
    const number = page;
    await inTransaction(context.database, (transaction) =>
      recordEvent(transaction, job, "rows.batch", number, async () => ({
        job_id: job.id,
        page: number,
        rows: await withholdSuppressed(transaction, job, rows),
      })),
    );
  }
  return page;
}

/** Who was suppressed after the row had its result is not sent on, although it stays paid for. */
async function withholdSuppressed(
  connection: Connection,
  job: Selectable<JobTable>,
  rows: readonly Row[],
): Promise<Row[]> {
  const named = rows.map(({ email, contact }) =>
    contact === null
      ? email === null
        ? []
        : [`email:${email.address}`]
      : suppressibleOf(personOfContact({ ...contact, email: email?.address ?? null })),
  );
  const suppressed = await findSuppressed(connection, job.organization_id, named, {
    erased: job.kind === "enrich",
  });
  return rows.map((row, index) =>
    suppressed.has(index)
      ? { ...row, status: "suppressed", reason: "email_suppressed", email: null, contact: null }
      : row,
  );
}

/** Groups rows into pages by count and by the size of their JSON. A single row may exceed the size alone. */
async function* paginate(rows: AsyncIterable<Row>): AsyncIterable<Row[]> {
  let page: Row[] = [];
  let bytes = 0;
  for await (const row of rows) {
    const size = Buffer.byteLength(JSON.stringify(row));
    if (page.length === PAGE_ROWS_MAX || (page.length > 0 && bytes + size > PAGE_BYTES_MAX)) {
      yield page;
      page = [];
      bytes = 0;
    }
    page.push(row);
    bytes += size;
  }
  if (page.length > 0) yield page;
}
