import { Command, Option } from "commander";
import { eraseContact } from "#directory/erase.ts";
import { exportDirectory } from "#directory/export.ts";
import { importDirectory } from "#directory/import.ts";
import type { Terminal } from "#terminal.ts";

/** `winnow directory …`: the operator's contacts. */
export function directoryCommand(terminal: Terminal): Command {
  const directory = new Command("directory").description(
    "fill, take out and clean the directory (operators)",
  );
  const operators = (command: Command) =>
    command.option(
      "--operator-token <token>",
      "WINNOW_OPERATOR_TOKEN, which no other user of this machine can see",
    );
  const formats = new Option("--format <format>", "what the file is").choices(["csv", "ndjson"]);

  operators(
    directory
      .command("import")
      .argument("<file>", "a CSV with a header, or lines of JSON; - reads standard input")
      .description("import contacts; what is known already is not written again, so repeating it is safe")
      .requiredOption("--source <name>", "who says so: contacts are updated by their source's own keys")
      .addOption(formats.default(undefined, "by the file's name"))
      .option(
        "--mapping <file>",
        'a JSON file that says which column is which field: {"job_title":"Position"}',
      )
      .option("--observed-at <time>", "when the source saw it (RFC 3339); of two sources the later one holds")
      .option("--encoding <name>", "such as windows-1252; found out when left out")
      .option(
        "--rejected <file>",
        "write rejected lines there, as lines of JSON, instead of to standard error",
      )
      .option("--json", "print the sums as one line of JSON"),
  ).action((file: string, _options, command: Command) => importDirectory(file, command, terminal));

  operators(
    directory
      .command("export")
      .description("write every contact to standard output")
      .addOption(new Option(formats.flags, "what to write").choices(["csv", "ndjson"]).default("ndjson"))
      .option("-o, --output <file>", "write it there"),
  ).action((_options, command: Command) => exportDirectory(command, terminal));

  operators(
    directory
      .command("erase")
      .description("forget a person, for good: no import brings them back")
      .option("--email <email>")
      .option("--linkedin-url <url>")
      .option("--first-name <name>")
      .option("--last-name <name>")
      .option("--full-name <name>")
      .option("--company <name>", "with the name")
      .option("--domain <domain>", "with the name")
      .option("--json", "print the answer as one line of JSON"),
  ).action((_options, command: Command) => eraseContact(command, terminal));

  return directory;
}
