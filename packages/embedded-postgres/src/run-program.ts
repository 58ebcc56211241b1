import { spawn } from "node:child_process";
import { basename } from "node:path";
import { childEnvironment } from "#child-environment.ts";
import type { ServiceUser } from "#service-user.ts";

export interface ProgramOptions {
  /** The data directory: see `dataDirectoryArgument`. */
  readonly cwd: string;
  readonly user: ServiceUser | undefined;
  /** What the program reads: a text, or the descriptor of an open file. */
  readonly input?: string | number;
}

/** Runs one of PostgreSQL's programs to its end. @throws Error with the program's output when it fails. */
export async function runProgram(
  program: string,
  flags: readonly string[],
  { cwd, user, input = "" }: ProgramOptions,
): Promise<void> {
  const stdin = typeof input === "number" ? input : "pipe";
  const child = spawn(program, flags, {
    cwd,
    env: childEnvironment(),
    stdio: [stdin, "pipe", "pipe"],
    ...user,
  });
  const output: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => output.push(chunk));
  // A program may end before it has read its input: its exit code tells why.
  child.stdin?.on("error", () => {});
  child.stdin?.end(input);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.on("error", reject);
  child.on("close", (code, signal) => {
    const text = Buffer.concat(output).toString("utf8");
    // The single-user server ends with 0 even when its statement failed.
    if (code === 0 && !/^.*\b(?:ERROR|FATAL|PANIC):/m.test(text)) resolve();
    else reject(new Error(`${basename(program)} failed (${signal ?? `exit code ${code}`}):\n${text.trim()}`));
  });
  return promise;
}
