import { Command, Option } from "commander";
import type { Terminal } from "#terminal.ts";
import { showCalibration } from "#verdict/calibration.ts";
import { reclassify } from "#verdict/reclassify.ts";

/** `winnow reclassify` and `winnow calibration`: correct stored verdicts, and measure their scores. */
export function verdictCommands(terminal: Terminal): Command[] {
  const operators = (command: Command) =>
    command
      .option(
        "--operator-token <token>",
        "safer in WINNOW_OPERATOR_TOKEN, which other users of this machine cannot see",
      )
      .option("--json", "print the answer as one line of JSON");
  return [
    operators(new Command("reclassify"))
      .description("apply today's rules to stored evidence, without contacting mail hosts (operators)")
      .option("--dry-run", "count what would change, without changing it")
      .action((_options, command: Command) => reclassify(command, terminal)),
    operators(new Command("calibration"))
      .description("print how well scores predict outcomes (operators)")
      .addOption(
        new Option("--mode <mode>", "outcomes of live or of test keys")
          .choices(["live", "test"])
          .default("live"),
      )
      .action((_options, command: Command) => showCalibration(command, terminal)),
  ];
}
