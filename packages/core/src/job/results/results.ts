import type { PageQuery, RowPage, Row } from "@winnow/contracts";
import type { Context, TenantActor } from "#context.ts";
import { cutPage, decodeCursor, encodeCursor } from "#cursor.ts";
import { exportCsv } from "#job/results/export-csv.ts";
import { findResults } from "#job/results/find-results.ts";
import { readRows } from "#job/results/read-rows.ts";
import type { ResultsDeleted } from "#retention/results-deleted.ts";

export type ListRowsOutcome =
  | { readonly outcome: "listed"; readonly page: RowPage }
  | { readonly outcome: "not_found" | "invalid_cursor" }
  | ResultsDeleted;

/** A page of a job's rows in the caller's order; partial while the job runs. */
export async function listRows(
  context: Context<TenantActor>,
  input: PageQuery & { readonly jobId: string },
): Promise<ListRowsOutcome> {
  const after = input.cursor === undefined ? 0 : decodeCursor(input.cursor);
  const found = await findResults(context.database, context.actor, input.jobId);
  if (found.outcome === "not_found") return found;
  if (after === undefined) return { outcome: "invalid_cursor" };
  if (found.outcome !== "found") return found;
  const { job } = found;
  const read: Row[] = [];
  for await (const row of readRows(context.pool, job, after)) {
    read.push(row);
    if (read.length > input.limit) break;
  }
  const { shown, more } = cutPage(read, input.limit, ({ row }) => encodeCursor(row));
  return { outcome: "listed", page: { data: [...shown], ...more } };
}

export type ExportOutcome =
  | {
      readonly outcome: "exported";
      readonly csv: AsyncIterable<Buffer>;
      readonly encoding: string;
      /** The digest of a completed job's file, as callbacks were told: every export has these bytes. */
      readonly digest: { readonly bytes: number; readonly sha256: string } | undefined;
    }
  | { readonly outcome: "not_found" }
  | ResultsDeleted;

export type ExportNdjsonOutcome =
  | { readonly outcome: "exported"; readonly lines: AsyncIterable<string> }
  | { readonly outcome: "not_found" }
  | ResultsDeleted;

/** Every row as a line of JSON (https://github.com/ndjson/ndjson-spec), in the caller's order; partial while the job runs. */
export async function exportNdjson(
  context: Context<TenantActor>,
  input: { readonly jobId: string },
): Promise<ExportNdjsonOutcome> {
  const found = await findResults(context.database, context.actor, input.jobId);
  if (found.outcome !== "found") return found;
  const { job } = found;
  async function* lines(rows: AsyncIterable<Row>): AsyncGenerator<string> {
    for await (const row of rows) yield `${JSON.stringify(row)}\n`;
  }
  return { outcome: "exported", lines: lines(readRows(context.pool, job)) };
}

/** The caller's own file with the results appended. */
export async function exportResults(
  context: Context<TenantActor>,
  input: { readonly jobId: string; readonly formulas?: "escape" | undefined },
): Promise<ExportOutcome> {
  const found = await findResults(context.database, context.actor, input.jobId);
  if (found.outcome !== "found") return found;
  const { job } = found;
  const encoding = job.source.format === "csv" ? job.source.encoding : "utf-8";
  const digest = input.formulas === undefined ? (job.export ?? undefined) : undefined;
  const csv = exportCsv(context.pool, job, { formulas: input.formulas });
  return { outcome: "exported", encoding, csv, digest };
}
