import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { runCommandLine } from "@winnow/cli/run";

const MAIN = join(import.meta.dirname, "../../apps/cli/src/main.ts");

/** Where a command runs. */
export interface Surroundings {
  /** Directory of its relative paths; that of this process when left out. */
  readonly directory?: string;
  /** In addition to the environment of this process. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A command that has started. */
export interface RunningCommand {
  readonly stdin: Writable;
  /** Its output so far. */
  readonly said: { readonly stdout: string; readonly stderr: string };
  /** Its exit code. */
  readonly ended: Promise<number>;
  /** Ctrl-C. */
  interrupt(): void;
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, as `main.ts` does in a new one: it takes a tenth of the time. */
export function startCommand(words: readonly string[], surroundings: Surroundings): RunningCommand {
  const interrupted = new AbortController();
  const stdin = new PassThrough();
  // Input that still arrives when the command ends.
  stdin.on("error", () => undefined);
  const { stdout, stderr, said } = collect();
  const { directory = process.cwd(), environment } = surroundings;
  const signal = interrupted.signal;
  const all = { ...process.env, ...environment };
  const ended = runCommandLine(words, {
    environment: all,
    directory,
    stdin,
    stdout,
    stderr,
    interrupted: signal,
  });
  return {
    stdin,
    said,
    ended: ended.finally(() => stdin.destroy()),
    interrupt: () => interrupted.abort(),
  };
}

/** Starts it as a process, as a shell does. */
export function spawnCommand(words: readonly string[], surroundings: Surroundings): RunningCommand {
  const { directory = process.cwd(), environment } = surroundings;
  const env = { ...process.env, INIT_CWD: directory, ...environment };
  const child = spawn(process.execPath, [MAIN, ...words], { env, stdio: "pipe" });
  child.stdin.on("error", () => undefined);
  const { stdout, stderr, said } = collect();
  child.stdout.pipe(stdout);
  child.stderr.pipe(stderr);
  return {
    stdin: child.stdin,
    said,
    ended: once(child, "close").then(([code]) => code as number),
    interrupt: () => void child.kill("SIGINT"),
  };
}

/** Sends all of its input to a command and waits for its end. */
export async function finish(command: RunningCommand, input = ""): Promise<Ran> {
  command.stdin.end(input);
  const code = await command.ended;
  return { code, ...command.said };
}

/** Runs a command for operators. */
export function operate(
  { url, secrets }: { readonly url: string; readonly secrets: { readonly operatorToken: string } },
  words: readonly string[],
  directory?: string,
): Promise<Ran> {
  const environment = { WINNOW_SERVER: url, WINNOW_OPERATOR_TOKEN: secrets.operatorToken };
  return finish(startCommand(words, { environment, ...(directory !== undefined && { directory }) }));
}

/** Two streams that collect their output. */
function collect() {
  const written: Record<"stdout" | "stderr", Buffer[]> = { stdout: [], stderr: [] };
  const streamOf = (name: keyof typeof written) =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        written[name].push(chunk);
        done();
      },
    });
  const textOf = (name: keyof typeof written) => Buffer.concat(written[name]).toString();
  return {
    stdout: streamOf("stdout"),
    stderr: streamOf("stderr"),
    said: {
      get stdout() {
        return textOf("stdout");
      },
      get stderr() {
        return textOf("stderr");
      },
    },
  };
}
