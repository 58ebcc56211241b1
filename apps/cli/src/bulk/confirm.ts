import { createInterface } from "node:readline/promises";
import type { Client, JobPreview } from "@winnow/client";
import { countNoun } from "#bulk/count.ts";
import type { Input } from "#bulk/input.ts";
import { newJob, type Bulk } from "#bulk/options.ts";
import { describePreview } from "#bulk/preview.ts";
import { Exit, USAGE } from "#exit-code.ts";
import { writeTo, type Terminal } from "#terminal.ts";

/**
 * Previews a file when the person must confirm its cost, or when only its first rows are to be processed. The server keeps
 * a previewed file. There is no question with --max-credits or --yes, or without a terminal.
 * @returns undefined when the file can be sent without a preview.
 * @throws Exit when the answer is no.
 */
export async function previewToStart(
  winnow: Client,
  bulk: Bulk,
  input: Input,
  terminal: Terminal,
): Promise<JobPreview | undefined> {
  const { maxCredits, yes, first } = bulk.options;
  const person = terminal.stdin.isTTY === true && terminal.stderr.isTTY === true;
  const asked = person && input.type === "file" && maxCredits === undefined && yes !== true;
  if (!asked && first === undefined) return undefined;
  const preview = await winnow.jobs.preview(input.type === "file" ? input.file : input.stream, newJob(bulk));
  if (!asked) return preview;
  await writeTo(terminal.stderr, describePreview(preview));
  const lines = createInterface({ input: terminal.stdin, output: terminal.stderr });
  const answer = await lines.question(questionOf(preview, first));
  lines.close();
  if (!/^y(?:es)?$/i.test(answer.trim())) throw new Exit(USAGE);
  return preview;
}

function questionOf({ quote, rows }: JobPreview, first: number | undefined): string {
  if (first === undefined) return `Start, for ${countNoun(quote.max, "credit")} at most? [y/N] `;
  const tried = Math.min(first, rows.total);
  // Any of the first rows may be billable, so their most is the quote's share for that many billable rows.
  const share = rows.billable === 0 ? 0 : Math.min(tried / rows.billable, 1);
  const most = Math.round(quote.max * share * 1000) / 1000;
  return `Try the first ${countNoun(tried, "row")}, for ${countNoun(most, "credit")} at most? [y/N] `;
}
