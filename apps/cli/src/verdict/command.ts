import { Command, Option } from "commander";
import type { Terminal } from "#terminal.ts";
import { showCalibration } from "#verdict/calibration.ts";
import { reclassify } from "#verdict/reclassify.ts";

/** `winnow reclassify` and `winnow calibration`: how the verdicts of a server are kept true. */
export function verdictCommands(terminal: Terminal): Command[] {
  const operators = (command: Command) =>
    command
      .option(
        "--operator-token <token>",
        "WINNOW_OPERATOR_TOKEN, which no other user of this machine can see",
      )
      .option("--json", "print the answer as one line of JSON");
  return [
    operators(new Command("reclassify"))
      .description("judge stored evidence again by today's rules, without asking anybody (operators)")
      .option("--dry-run", "count what would change, and change nothing")
      .action((_options, command: Command) => reclassify(command, terminal)),
    operators(new Command("calibration"))
      .description("how far scores can be believed (operators)")
      .addOption(
        new Option("--mode <mode>", "whose outcomes: of live or of test keys")
          .choices(["live", "test"])
          .default("live"),
      )
      .action((_options, command: Command) => showCalibration(command, terminal)),
  ];
}
