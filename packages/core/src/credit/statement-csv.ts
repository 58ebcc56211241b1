import type { Entry } from "@winnow/contracts";
import type { Context, TenantActor } from "#context.ts";
import { readStatement } from "#credit/entries.ts";
import { quoteCell } from "#csv/write-cell.ts";

const COLUMNS = [
  "id",
  "created_at",
  "kind",
  "credits",
  "available_after",
  "version",
  "job_id",
  "subject",
  "reasons",
  "reverses",
] as const satisfies readonly (keyof Entry)[];

const BLOCK_ROWS = 500;

/** The actor's whole statement as CSV (RFC 4180), newest entry first, in blocks of text. */
export async function* exportStatementCsv(
  context: Pick<Context<TenantActor>, "database" | "actor">,
): AsyncGenerator<string, void, undefined> {
  yield csvOf([[...COLUMNS]]);
  let block: string[][] = [];
  for await (const entry of readStatement(context)) {
    block.push(COLUMNS.map((column) => cellOf(entry[column])));
    if (block.length < BLOCK_ROWS) continue;
    yield csvOf(block);
    block = [];
  }
  if (block.length > 0) yield csvOf(block);
}

function csvOf(rows: string[][]): string {
  return rows.map((cells) => `${cells.map((cell) => quoteCell(cell, ",")).join(",")}\r\n`).join("");
}

/** `{"invalid":2,"unknown":1}` → `invalid=2 unknown=1`. */
function cellOf(value: Entry[keyof Entry]): string {
  if (value === null) return "";
  if (typeof value !== "object") return String(value);
  return Object.entries(value)
    .map(([reason, credits]) => `${reason}=${credits}`)
    .join(" ");
}
