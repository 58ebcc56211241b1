import { Command } from "commander";
import { printDoctor } from "#doctor/print.ts";
import { Exit, FAILURE } from "#exit-code.ts";
import { operatorOf } from "#server.ts";
import { writeTo, writeJson, type Terminal } from "#terminal.ts";

/** `winnow doctor`: checks the server and its connection to mail hosts. The exit status is 1 when a check is broken. */
export function doctorCommand(terminal: Terminal): Command {
  return new Command("doctor")
    .description("check the server and its connection to mail hosts, and say what to fix (operators)")
    .option(
      "--operator-token <token>",
      "safer in WINNOW_OPERATOR_TOKEN, which other users of this machine cannot see",
    )
    .option("--json", "print the findings as one line of JSON")
    .action(async (_options, command: Command) => {
      const found = await operatorOf(command, terminal).doctor();
      const { json } = command.opts<{ json?: boolean }>();
      if (json) await writeJson(terminal, found);
      else await writeTo(terminal.stdout, printDoctor(found));
      if (found.state === "broken") throw new Exit(FAILURE);
    });
}
