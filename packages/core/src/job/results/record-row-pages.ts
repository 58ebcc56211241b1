import { paginateRows, type Row } from "@winnow/contracts";
import { inTransaction, type Connection, type JobTable } from "@winnow/database";
import type { Selectable } from "kysely";
import type { Context } from "#context.ts";
import { personOfContact } from "#person/identity.ts";
import { listenersOf, recordEvent } from "#event/record.ts";
import { readRows } from "#job/results/read-rows.ts";
import { findSuppressed, suppressibleOf } from "#suppression/find.ts";

/**
 * Writes the `rows.batch` events of a job whose rows all have results: numbered pages in row order. Pages that exist are
 * left alone, so it may be repeated after a crash. @returns how many pages there are; 0 when no endpoint listens.
 */
export async function recordRowPages(context: Context, job: Selectable<JobTable>): Promise<number> {
  if ((await listenersOf(context.database, { job }, "rows.batch")).length === 0) return 0;
  let page = 0;
  for await (const rows of paginateRows(readRows(context.pool, job))) {
    page += 1;
    const number = page;
    await inTransaction(context.database, (transaction) =>
      recordEvent(transaction, {
        type: "rows.batch",
        job,
        page: number,
        data: async () => ({
          job_id: job.id,
          page: number,
          rows: await withholdSuppressed(transaction, job, rows),
        }),
      }),
    );
  }
  return page;
}

/** A row that was suppressed after its result is not sent, although it was paid for. */
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
