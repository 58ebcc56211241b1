import { Command } from "commander";
import { printDoctor } from "#doctor/print.ts";
import { Exit, FAILURE } from "#exit-code.ts";
import { operatorOf } from "#server.ts";
import { writeTo, writeJson, type Terminal } from "#terminal.ts";

/** `winnow doctor`: whether the server, and its way out to mail hosts, are in order. Ends with 1 when something is broken. */
export function doctorCommand(terminal: Terminal): Command {
  return new Command("doctor")
    .description(
      "say whether the server and its way out to mail hosts are in order, and what to do (operators)",
    )
    .option("--operator-token <token>", "WINNOW_OPERATOR_TOKEN, which no other user of this machine can see")
    .option("--json", "print what was found as one line of JSON")
    .action(async (_options, command: Command) => {
      const found = await operatorOf(command, terminal).doctor();
      const { json } = command.opts<{ json?: boolean }>();
      if (json) await writeJson(terminal, found);
      else await writeTo(terminal.stdout, printDoctor(found));
      if (found.state === "broken") throw new Exit(FAILURE);
    });
}
