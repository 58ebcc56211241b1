import type { Calibration } from "@winnow/client";
import type { Command } from "commander";
import { operatorOf } from "#server.ts";
import { writeTo, type Terminal } from "#terminal.ts";

/** `winnow calibration` */
export async function showCalibration(command: Command, terminal: Terminal): Promise<void> {
  const { json, mode } = command.opts<{ json?: boolean; mode: "live" | "test" }>();
  const calibration = await operatorOf(command, terminal).calibration({ mode });
  await writeTo(terminal.stdout, json ? `${JSON.stringify(calibration)}\n` : reportOf(calibration));
}

function reportOf({ summary, outcomes, buckets, bins, ...rest }: Calibration): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(9);
  const table = bins.map(
    ({ from, to, outcomes: count, predicted, observed }) =>
      `${from.toFixed(1)}–${to.toFixed(1)}  ${percent(predicted)}  ${percent(observed)}  ${count}`,
  );
  return [
    summary,
    `outcomes: ${outcomes.good} good, ${outcomes.bad} bad; ${outcomes.bounces} by bounces, ${outcomes.rechecks} by rechecks; ${rest.organizations_reporting} organizations report`,
    `buckets: ${buckets.scored} of ${buckets.known} have the ${buckets.outcomes_required} outcomes of a score`,
    ...(table.length === 0 ? [] : ["score     predicted  observed  held out", ...table]),
    "",
  ].join("\n");
}
