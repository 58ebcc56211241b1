import { WinnowError } from "@winnow/client";
import { Command, CommanderError } from "commander";
import { directoryCommand } from "#directory/command.ts";
import { UsageError, write, type Terminal } from "#terminal.ts";
import { verdictCommands } from "#verdict/command.ts";

/** Exit codes: they are part of the interface. */
const SUCCESS = 0;
const FAILURE = 1;
const USAGE = 2;

const EPILOGUE = `
Exit codes:
  0  done
  1  the server refused, or could not be reached
  2  the command was not understood`;

/** Runs a command line. @returns the exit code; nothing is thrown for what a person can put right. */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  const program = new Command("winnow")
    .description("Bulk contact enrichment and email verification")
    .option("--server <url>", "where the server answers; WINNOW_SERVER", "http://127.0.0.1:3000")
    .addHelpText("after", EPILOGUE)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
    })
    .exitOverride();
  program.addCommand(directoryCommand(terminal));
  for (const command of verdictCommands(terminal)) program.addCommand(command);
  for (const command of everyCommand(program)) {
    command.copyInheritedSettings(program).exitOverride();
  }
  try {
    await program.parseAsync([...words], { from: "user" });
    return SUCCESS;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? SUCCESS : USAGE;
    if (error instanceof UsageError) {
      await write(terminal.stderr, `winnow: ${error.message}\n`);
      return USAGE;
    }
    if (error instanceof WinnowError) {
      const request = error.requestId === undefined ? "" : ` (request ${error.requestId})`;
      await write(terminal.stderr, `winnow: ${error.message} [${error.code}]${request}\n`);
      return FAILURE;
    }
    throw error;
  }
}

function everyCommand(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...everyCommand(child)]);
}
