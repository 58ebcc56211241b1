import { createInterface } from "node:readline/promises";
import type { Client, Job } from "@winnow/client";
import { Exit, USAGE } from "#exit-code.ts";
import { writeTo, type Terminal } from "#terminal.ts";

/**
 * Deletes a job's rows and results after a confirmation. There is no question with --yes or without a terminal.
 * @throws Exit when the answer is no.
 */
export async function deleteJob(
  winnow: Client,
  id: string,
  { yes }: { readonly yes?: boolean },
  { stdin, stderr }: Pick<Terminal, "stdin" | "stderr">,
): Promise<Job> {
  if (yes !== true && stdin.isTTY === true && stderr.isTTY === true) {
    await writeTo(stderr, "They cannot be brought back, and bounces of these rows will not be refunded.\n");
    const lines = createInterface({ input: stdin, output: stderr });
    const answer = await lines.question(`Delete the rows and results of ${id}? [y/N] `);
    lines.close();
    if (!/^y(?:es)?$/i.test(answer.trim())) throw new Exit(USAGE);
  }
  return winnow.jobs.delete(id);
}
