import { Command, Option } from "commander";
import { eraseContact } from "#directory/erase.ts";
import { exportDirectory } from "#directory/export.ts";
import { importDirectory } from "#directory/import.ts";
import type { Terminal } from "#terminal.ts";

/** `winnow directory …`: the operator's contacts. */
export function directoryCommand(terminal: Terminal): Command {
  const directory = new Command("directory").description(
    "import, export and erase contacts of the directory (operators)",
  );
  const operators = (command: Command) =>
    command.option(
      "--operator-token <token>",
      "safer in WINNOW_OPERATOR_TOKEN, which other users of this machine cannot see",
    );
  const formats = new Option("--format <format>", "format of the file").choices(["csv", "ndjson"]);

  operators(
    directory
      .command("import")
      .argument("<file>", "a CSV with a header, or NDJSON; - reads standard input")
      .description("import contacts; unchanged contacts are not written again, so repeating it is safe")
      .requiredOption(
        "--source <name>",
        "name of the source; contacts are updated by the keys of their source",
      )
      .addOption(formats.default(undefined, "by the file's name"))
      .option(
        "--mapping <file>",
        'a JSON file that says which column is which field: {"job_title":"Position"}',
      )
      .option(
        "--observed-at <time>",
        "when the source saw the contacts (RFC 3339); the later of two sources wins",
      )
      .option("--encoding <name>", "such as windows-1252; detected when left out")
      .option("--rejected <file>", "write rejected lines to this file as NDJSON instead of to standard error")
      .option("--json", "print the totals as one line of JSON"),
  ).action((file: string, _options, command: Command) => importDirectory(file, command, terminal));

  operators(
    directory
      .command("export")
      .description("write every contact to standard output")
      .addOption(new Option(formats.flags, "format to write").choices(["csv", "ndjson"]).default("ndjson"))
      .option("-o, --output <file>", "write to this file"),
  ).action((_options, command: Command) => exportDirectory(command, terminal));

  operators(
    directory
      .command("erase")
      .description("erase a person for good: later imports skip them")
      .option("--email <email>")
      .option("--linkedin-url <url>")
      .option("--first-name <name>")
      .option("--last-name <name>")
      .option("--full-name <name>")
      .option("--company <name>", "together with the name")
      .option("--domain <domain>", "together with the name")
      .option("--json", "print the answer as one line of JSON"),
  ).action((_options, command: Command) => eraseContact(command, terminal));

  return directory;
}
