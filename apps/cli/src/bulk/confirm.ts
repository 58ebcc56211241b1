import { createInterface } from "node:readline/promises";
import type { Client } from "@winnow/client";
import type { Input } from "#bulk/input.ts";
import { newJob, type Bulk } from "#bulk/options.ts";
import { describePreview } from "#bulk/preview.ts";
import { Exit, USAGE } from "#exit-code.ts";
import { write, type Terminal } from "#terminal.ts";

/**
 * Shows a person what the file would cost, and asks; nobody is asked who said a cap or yes, or who is no terminal.
 * @throws Exit when the answer is no.
 */
export async function confirmCost(
  winnow: Client,
  bulk: Bulk,
  input: Input,
  terminal: Terminal,
): Promise<void> {
  const { maxCredits, yes } = bulk.options;
  const asked = terminal.stdin.isTTY === true && terminal.stderr.isTTY === true;
  if (!asked || input.type === "stream" || maxCredits !== undefined || yes === true) return;
  const preview = await winnow.jobs.preview(input.file, newJob(bulk));
  await write(terminal.stderr, describePreview(preview));
  const lines = createInterface({ input: terminal.stdin, output: terminal.stderr });
  const answer = await lines.question(`Start, for ${preview.quote.max} credits at most? [y/N] `);
  lines.close();
  if (!/^y(?:es)?$/i.test(answer.trim())) throw new Exit(USAGE);
}
