import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const ROOT = join(import.meta.dirname, "../..");
const READY_WITHIN_MS = 60_000;

/** A Winnow process under test: a real one, that can be killed. */
export interface WinnowProcess extends AsyncDisposable {
  readonly child: ChildProcess;
  /** What the ready line said behind its beginning. */
  readonly ready: string;
  readonly ended: Promise<unknown>;
  /** SIGKILL: no drain, no last words. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for the end. */
  stop(): Promise<void>;
}

/** As docker-compose.yml bounds the memory of each. */
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
    env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", ...environment },
    // The channel ends it with the test, even where the test is killed.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const ended = once(child, "exit");
  const log: string[] = [];
  createInterface({ input: child.stderr! }).on("line", (line) => {
    log.push(line);
    if (log.length > 50) log.shift();
  });
  const ready = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${main} ${why}:\n${log.join("\n")}`));
    const timer = setTimeout(() => fail(`was not ready within ${READY_WITHIN_MS} ms`), READY_WITHIN_MS);
    child.once("exit", (code, signal) => fail(`ended with ${code ?? signal}`));
    createInterface({ input: child.stdout! }).on("line", (line) => {
      const match = readyLine.exec(line);
      if (match === null) return;
      clearTimeout(timer);
      resolve(match.groups?.["rest"] ?? "");
    });
  });
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGCONT");
    child.kill(signal);
    await ended;
  };
  return {
    child,
    ready,
    ended,
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    [Symbol.asyncDispose]: () => end("SIGTERM"),
  };
}
