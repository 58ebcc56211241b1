import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { waitFor } from "@winnow/testing";

const ROOT = join(import.meta.dirname, "../..");

/** A real Winnow process under test, which can be killed. */
export interface WinnowProcess extends AsyncDisposable {
  readonly child: ChildProcess;
  /** The rest of the ready line. */
  readonly ready: string;
  readonly ended: Promise<unknown>;
  /** SIGKILL: no drain, no log lines. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for the end. */
  stop(): Promise<void>;
}

/** The memory limits of docker-compose.yml. */
export const nodeFlags = {
  api: ["--max-old-space-size=160", "--max-semi-space-size=8"],
  worker: ["--max-old-space-size=256", "--max-semi-space-size=8"],
} as const;

/**
 * Starts `node <main>` and waits for the line of standard output that says it is ready.
 * @throws Error with the last lines of its log when it ends or stays silent instead.
 */
export async function startProcess(
  main: string,
  environment: Readonly<Record<string, string>>,
  readyLine: RegExp,
  flags: readonly string[] = [],
): Promise<WinnowProcess> {
  const child = spawn(process.execPath, [...flags, join(ROOT, main)], {
    cwd: ROOT,
    env: { ...inherited(), ...environment },
    // The IPC channel ends it with the test, even when the test is killed.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const ended = once(child, "exit");
  const log: string[] = [];
  createInterface({ input: child.stderr! }).on("line", (line) => {
    log.push(line);
    if (log.length > 50) log.shift();
  });
  let match: RegExpExecArray | null = null;
  createInterface({ input: child.stdout! }).on("line", (line) => (match ??= readyLine.exec(line)));
  const { groups } = await waitFor<RegExpExecArray | null>(`${main} to be ready`, () => {
    if (match === null && child.exitCode !== null) throw new Error(`${main} ended with ${child.exitCode}`);
    if (match === null && child.signalCode !== null)
      throw new Error(`${main} was ended by ${child.signalCode}`);
    return match;
  }).catch((error: Error) => {
    child.kill("SIGKILL");
    throw new Error(`${error.message}:\n${log.join("\n")}`, { cause: error });
  });
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGCONT");
    child.kill(signal);
    await ended;
  };
  return {
    child,
    ready: groups?.["rest"] ?? "",
    ended,
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    [Symbol.asyncDispose]: () => end("SIGTERM"),
  };
}

/** Without this process's own settings; with the directory of compiled modules. */
function inherited(): Record<string, string> {
  const names = ["PATH", "HOME", "NODE_COMPILE_CACHE"];
  return Object.fromEntries(
    names.flatMap((name) => (name in process.env ? [[name, process.env[name]!]] : [])),
  );
}
