import { WinnowError } from "@winnow/client";
import { Command, CommanderError } from "commander";
import { loginCommand, logoutCommand } from "#account/command.ts";
import { creditsCommand, usageCommand } from "#account/usage.ts";
import { enrichCommand, verifyCommand } from "#bulk/command.ts";
import { directoryCommand } from "#directory/command.ts";
import { doctorCommand } from "#doctor/command.ts";
import { Exit, EXIT_CODES, FAILURE, SUCCESS, USAGE } from "#exit-code.ts";
import { jobsCommand } from "#job/command.ts";
import { keysCommand } from "#key/command.ts";
import { mailProvidersCommand } from "#mail-providers/command.ts";
import { UsageError, write, type Terminal } from "#terminal.ts";
import { verdictCommands } from "#verdict/command.ts";

/** Runs a command line. @returns the exit code; nothing is thrown for what a person can put right. */
export async function run(words: readonly string[], given: Omit<Terminal, "ending">): Promise<number> {
  await using ending = new AsyncDisposableStack();
  const terminal: Terminal = { ...given, ending };
  const program = new Command("winnow")
    .description("Bulk contact enrichment and email verification")
    .option("--server <url>", "where the server answers; WINNOW_SERVER", "http://127.0.0.1:3000")
    .addHelpText("after", EXIT_CODES)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
    })
    .exitOverride();
  const commands = [
    verifyCommand,
    enrichCommand,
    jobsCommand,
    creditsCommand,
    usageCommand,
    keysCommand,
    loginCommand,
    logoutCommand,
    directoryCommand,
    mailProvidersCommand,
    doctorCommand,
  ].map((create) => create(terminal));
  for (const command of [...commands, ...verdictCommands(terminal)]) program.addCommand(command);
  for (const command of everyCommand(program)) {
    command.copyInheritedSettings(program).exitOverride();
  }
  try {
    await program.parseAsync([...words], { from: "user" });
    return SUCCESS;
  } catch (error) {
    if (error instanceof Exit) return error.code;
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
