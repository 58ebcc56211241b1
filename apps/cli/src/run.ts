import { WinnowError } from "@winnow/client";
import { CommanderError } from "commander";
import { Exit, FAILURE, INTERRUPTED, SUCCESS, USAGE } from "#exit-code.ts";
import { createProgram } from "#program.ts";
import { UsageError, writeTo, type Terminal } from "#terminal.ts";

/** Runs a command line. @returns the exit code; errors that a person can correct are printed, not thrown. */
export async function runCommandLine(
  words: readonly string[],
  given: Omit<Terminal, "ending">,
): Promise<number> {
  await using ending = new AsyncDisposableStack();
  const terminal: Terminal = { ...given, ending };
  try {
    await createProgram(terminal).parseAsync([...words], { from: "user" });
    return SUCCESS;
  } catch (error) {
    if (error instanceof Exit) return error.code;
    if (error instanceof CommanderError) return error.exitCode === 0 ? SUCCESS : USAGE;
    if (error instanceof UsageError) {
      await writeTo(terminal.stderr, `winnow: ${error.message}\n`);
      return USAGE;
    }
    if (error instanceof WinnowError) {
      const request = error.requestId === undefined ? "" : ` (request ${error.requestId})`;
      await writeTo(terminal.stderr, `winnow: ${error.message} [${error.code}]${request}\n`);
      return FAILURE;
    }
    if (terminal.interrupted.aborted) {
      await writeTo(terminal.stderr, "winnow: interrupted\n");
      return INTERRUPTED;
    }
    if (isOfTheSystem(error)) {
      await writeTo(terminal.stderr, `winnow: ${error.message}\n`);
      return FAILURE;
    }
    throw error;
  }
}

/** A full disk, or a directory that is not writable: the message names it. */
function isOfTheSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}
