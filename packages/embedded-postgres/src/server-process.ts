import { spawn, type ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { afterDeath, type Logger } from "@winnow/runtime";
import { childEnvironment } from "#child-environment.ts";
import { dataDirectoryArgument } from "#data-directory.ts";
import { serverSettings } from "#server-settings.ts";
import type { ServiceUser } from "#service-user.ts";

const LOG_TAIL_LINES = 30;
const FAST_SHUTDOWN_MS = 15_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;

export interface ServerProcessOptions {
  readonly postgres: string;
  readonly cluster: string;
  readonly port: number;
  readonly user: ServiceUser | undefined;
  readonly durable: boolean;
  readonly logger: Logger;
  /** Called when the server ends without being stopped. */
  readonly onUnexpectedExit: (description: string) => void;
}

export interface ServerProcess {
  readonly pid: number;
  /** Fast shutdown: open transactions are rolled back, a checkpoint is written. */
  stop(): Promise<void>;
  /** SIGKILL to the postmaster, as a fault would. */
  kill(): Promise<void>;
}

/** The server ended while it started; `log` holds its last words. */
export class ServerStartError extends Error {
  override readonly name = "ServerStartError";
  readonly log: string;

  constructor(description: string, log: string) {
    super(`PostgreSQL did not start (${description}):\n${log}`);
    this.log = log;
  }
}

/**
 * Starts the server and waits until it accepts connections, however long crash recovery takes.
 * @throws ServerStartError
 */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const { postgres, cluster, port, user, durable, logger } = options;
  const dataDirectory = dataDirectoryArgument(cluster, user);
  const child = spawn(postgres, ["-D", dataDirectory, ...serverSettings(port, durable)], {
    cwd: cluster,
    env: childEnvironment(),
    stdio: ["ignore", "ignore", "pipe"],
    // A process group of its own: Ctrl-C reaches Winnow, which drains, and only then the database.
    detached: true,
    ...user,
  });
  const tail: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    tail.push(line);
    if (tail.length > LOG_TAIL_LINES) tail.shift();
    logLine(logger, line);
  });

  const exited = Promise.withResolvers<string>();
  let hasExited = false;
  child.on("error", (error) => exited.resolve(error.message));
  child.on("close", (code, signal) => exited.resolve(signal ?? `exit code ${code}`));
  void exited.promise.then(() => (hasExited = true));

  // However this process ends, the watcher ends the server; where the watcher was killed, too: see orphan.ts.
  if (child.pid !== undefined) {
    const watcher = afterDeath(["kill", "-INT", String(child.pid)]);
    void exited.promise.then(() => watcher[Symbol.dispose]());
  }

  const ready = await waitUntilReady(join(cluster, "postmaster.pid"), child, () => hasExited);
  if (!ready || child.pid === undefined) throw new ServerStartError(await exited.promise, tail.join("\n"));

  let asked = false;
  void exited.promise.then((description) => {
    if (!asked) options.onUnexpectedExit(description);
  });
  return {
    pid: child.pid,
    async stop() {
      asked = true;
      for (const [signal, patienceMs] of [
        ["SIGINT", FAST_SHUTDOWN_MS],
        ["SIGQUIT", IMMEDIATE_SHUTDOWN_MS],
        ["SIGKILL", Infinity],
      ] as const) {
        if (hasExited) return;
        child.kill(signal);
        if (await endsWithin(exited.promise, patienceMs)) return;
        logger.warn({ signal }, "PostgreSQL did not stop in time");
      }
    },
    async kill() {
      asked = true;
      if (!hasExited) child.kill("SIGKILL");
      await exited.promise;
    },
  };
}

/** True once the eighth line of postmaster.pid says "ready" for this process; false when it ended before. */
async function waitUntilReady(
  pidFile: string,
  child: ChildProcess,
  hasExited: () => boolean,
): Promise<boolean> {
  while (!hasExited()) {
    const lines = (await readFile(pidFile, "utf8").catch(() => "")).split("\n");
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === "ready") return true;
    await delay(10);
  }
  return false;
}

async function endsWithin(exit: Promise<unknown>, patienceMs: number): Promise<boolean> {
  if (patienceMs === Infinity) return exit.then(() => true);
  const controller = new AbortController();
  const timeout = delay(patienceMs, false, { signal: controller.signal }).catch(() => false);
  try {
    return await Promise.race([exit.then(() => true), timeout]);
  } finally {
    controller.abort();
  }
}

function logLine(logger: Logger, line: string): void {
  const match = /^\[(\d+)\] ([A-Z]+):\s+(.*)$/s.exec(line);
  if (match === null) {
    logger.debug({ part: "postgres" }, line);
    return;
  }
  const [, pid, severity, message] = match;
  const members = { part: "postgres", serverPid: Number(pid) };
  if (severity === "PANIC") logger.error(members, message);
  else if (severity === "FATAL" || severity === "WARNING") logger.warn(members, message);
  // ERROR is the answer to a statement and reaches its sender; LOG is routine.
  else logger.debug(members, `${severity}: ${message}`);
}
