import type { UsageGroup } from "@winnow/client";
import { UsageGroupBy } from "@winnow/contracts";
import { Command, Option } from "commander";
import { underKey } from "#key-option.ts";
import { clientOf } from "#server.ts";
import { formatTable, writeTo, writeJson, type Terminal } from "#terminal.ts";

/** `winnow credits`: the wallet's balance, and what is reserved for running jobs. */
export function creditsCommand(terminal: Terminal): Command {
  return underKey(
    new Command("credits").description("print the available, reserved and spent credits"),
  ).action(async (options: { json?: boolean }, command: Command) => {
    const wallet = await (await clientOf(command, terminal)).credits.get();
    if (options.json) return writeJson(terminal, wallet);
    const { mode, available, reserved, spent } = wallet;
    await writeTo(
      terminal.stdout,
      `${available} available, ${reserved} reserved for running jobs, ${spent} spent (${mode})\n`,
    );
  });
}

/** `winnow usage` */
export function usageCommand(terminal: Terminal): Command {
  return underKey(
    new Command("usage")
      .description("list calls, credits and verdicts by key, job, day or endpoint")
      .addOption(new Option("--by <what>", "what to group by").choices(UsageGroupBy.options).default("day"))
      .option("--from <time>", "start of the period (RFC 3339)"),
  ).action(async (options: { by: UsageGroupBy; from?: string; json?: boolean }, command: Command) => {
    const winnow = await clientOf(command, terminal);
    const from = options.from === undefined ? {} : { from: options.from };
    const rows: string[][] = [[options.by, "calls", "refused", "captured", "refunded"]];
    for await (const group of winnow.usageBy(options.by, from)) {
      if (options.json) await writeJson(terminal, group);
      else rows.push(cellsOf(group));
    }
    if (!options.json) await writeTo(terminal.stdout, formatTable(rows));
  });
}

function cellsOf({ group, calls, denied, credits }: UsageGroup): string[] {
  return [group, ...[calls, denied, credits.captured, credits.refunded].map(String)];
}
