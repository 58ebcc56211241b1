import { stripVTControlCharacters } from "node:util";
import { Command, CommanderError } from "commander";
import { environment, exitStatus } from "#help/manual.ts";
import { isColourful, widthOf } from "#help/paper.ts";
import { UsageError, writeTo, type Terminal } from "#terminal.ts";

const TOPICS = ["environment", "exit-codes"] as const;

/** `winnow help [command or topic]` */
export function helpCommand(terminal: Terminal): Command {
  return new Command("help")
    .argument("[words...]", "a command, environment or exit-codes; all commands when left out")
    .description("show the manual of a command or of a topic")
    .action(async (words: string[], _options, command: Command) => {
      const [topic, ...more] = words;
      const { stdout } = terminal;
      const help = command.createHelp();
      help.prepareContext({ helpWidth: widthOf(stdout) });
      const print = (text: string) =>
        writeTo(stdout, isColourful(stdout, terminal) ? text : stripVTControlCharacters(text));
      if (more.length === 0 && topic === "environment") return print(environment(help, terminal));
      if (more.length === 0 && topic === "exit-codes") return print(exitStatus(help));
      find(command.parent!, words).outputHelp();
    });
}

/** @throws UsageError for words that name no command, with a suggestion. */
function find(program: Command, words: readonly string[]): Command {
  let found = program;
  for (const word of words) {
    const next = found.commands.find((child) => child.name() === word);
    if (next === undefined) {
      const known = found.commands.map((child) => child.name());
      const hint = suggestion(word, found === program ? [...known, ...TOPICS] : known);
      throw new UsageError(`No manual page for ${words.join(" ")}.${hint}`);
    }
    found = next;
  }
  return found;
}

/** Commander's suggestion for an unknown word: ` Did you mean …?`, or an empty text. */
function suggestion(word: string, names: readonly string[]): string {
  const parser = new Command()
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ outputError: () => {} });
  for (const name of names) parser.command(name);
  try {
    parser.parse([word], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const [hint] = /Did you mean [^?]*\?/.exec(error.message) ?? [];
    return hint === undefined ? "" : ` ${hint}`;
  }
  return "";
}
