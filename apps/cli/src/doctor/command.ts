import { Command } from "commander";
import { printDoctor } from "#doctor/print.ts";
import { operatorOf } from "#server.ts";
import { write, type Terminal } from "#terminal.ts";

/**
 * `winnow doctor`: whether the server, and its way out to mail hosts, are in order.
 * @param failed called when something is broken.
 */
export function doctorCommand(terminal: Terminal, failed: () => void): Command {
  return new Command("doctor")
    .description(
      "say whether the server and its way out to mail hosts are in order, and what to do (operators)",
    )
    .option("--operator-token <token>", "WINNOW_OPERATOR_TOKEN, which no other user of this machine can see")
    .option("--json", "print what was found as one line of JSON")
    .action(async (_options, command: Command) => {
      const found = await operatorOf(command, terminal).doctor();
      const { json } = command.opts<{ json?: boolean }>();
      await write(terminal.stdout, json ? `${JSON.stringify(found)}\n` : printDoctor(found));
      if (found.state === "broken") failed();
    });
}
