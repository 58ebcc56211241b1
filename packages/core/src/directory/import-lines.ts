import type { ImportReport, RejectedLine } from "@winnow/contracts";
import type { Context } from "#context.ts";
import { importContacts } from "#directory/import.ts";
import type { DirectoryLine } from "#directory/line.ts";

/** Contacts that are committed together. */
const BATCH = 2_000;

/**
 * Imports a file of any length with flat memory, a batch at a time. What was committed stays when the file breaks off:
 * importing it again goes on from there, because unchanged contacts are not written again.
 * @returns the lines that were rejected, as they come up, and the sums in the end.
 */
export async function* importLines(
  context: Pick<Context, "database">,
  input: {
    readonly source: string;
    readonly observedAt?: string | undefined;
    readonly lines: AsyncIterable<DirectoryLine>;
  },
): AsyncGenerator<RejectedLine, ImportReport, undefined> {
  const sum = { lines: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 };
  let batch: Extract<DirectoryLine, { contact: unknown }>[] = [];
  async function* flush(): AsyncGenerator<RejectedLine> {
    if (batch.length === 0) return;
    const imported = await importContacts(context, {
      ...input,
      contacts: batch.map(({ contact }) => contact),
    });
    sum.created += imported.created;
    sum.updated += imported.updated;
    sum.unchanged += imported.unchanged;
    for (const { position, key, reason, message } of imported.rejected) {
      sum.rejected += 1;
      yield { line: batch[position]?.line ?? 0, key: key ?? null, reason, message };
    }
    batch = [];
  }
  for await (const line of input.lines) {
    sum.lines += 1;
    if ("defect" in line) {
      sum.rejected += 1;
      yield { line: line.line, key: null, reason: "invalid_line", message: `The line ${line.defect}.` };
      continue;
    }
    batch.push(line);
    if (batch.length === BATCH) yield* flush();
  }
  yield* flush();
  return sum;
}
