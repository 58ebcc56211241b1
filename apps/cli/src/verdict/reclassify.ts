import type { Reclassification } from "@winnow/client";
import type { Command } from "commander";
import { operatorOf } from "#server.ts";
import { writeTo, type Terminal } from "#terminal.ts";

/** `winnow reclassify`: starts it and waits for its end. Ctrl-C ends only the waiting: the workers finish it. */
export async function reclassify(command: Command, terminal: Terminal): Promise<void> {
  const { json, dryRun = false } = command.opts<{ json?: boolean; dryRun?: boolean }>();
  const operator = operatorOf(command, terminal);
  const started = await operator.reclassify({ dry_run: dryRun });
  if (!json) await writeTo(terminal.stderr, `${started.id}: waiting for a worker\n`);
  const done = await operator.waitForReclassification(started.id);
  await writeTo(terminal.stdout, json ? `${JSON.stringify(done)}\n` : reportOf(done));
}

function reportOf({ dry_run: dryRun, examined, changes, refunds }: Reclassification): string {
  const lines = changes.map(
    ({ from, to, rows }) => `  ${rows}  ${from.status}{${from.reason}} → ${to.status}{${to.reason}}`,
  );
  const changed = changes.reduce((sum, { rows }) => sum + rows, 0);
  const [change, refund] = dryRun ? ["would change", "would be refunded"] : ["changed", "refunded"];
  const given = `${counted(refunds.credits, "credit")} of ${counted(refunds.rows, "row")} ${refund}`;
  return [`${counted(examined, "row")}: ${changed} ${change}; ${given}`, ...lines, ""].join("\n");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
