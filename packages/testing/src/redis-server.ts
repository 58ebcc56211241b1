import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { access, constants, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterDeath } from "@winnow/runtime";
import { Redis } from "ioredis";
import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer } from "testcontainers";
import { patienceMs } from "#patience.ts";
import { freePort } from "#free-port.ts";

const CONTAINER_IMAGE = "redis:8-alpine";
/** Written data survives the process without a sync; waiting for a busy disk would only stall the tests. */
const DATA_SETTINGS = ["--appendonly", "yes", "--appendfsync", "no", "--save", ""];
/** What is done with a server and its directory once the test's process has been killed. */
const CLEAN_UP = 'kill -KILL "$1"; rm -rf "$2"';

/** A real Redis of the test's own, with its append-only file on. Its port stays the same across restarts. */
export interface RedisServer extends AsyncDisposable {
  readonly url: string;
  /** SIGKILL, as a crash. Does nothing to a server that is down. */
  kill(): Promise<void>;
  /** Starts a server that was killed, on its old data. */
  start(): Promise<void>;
  /** `kill`, then `start`. */
  restart(): Promise<void>;
  /** FLUSHALL. */
  flush(): Promise<void>;
}

export type RedisSource =
  | { readonly kind: "binary"; readonly path: string }
  | { readonly kind: "container" }
  | { readonly kind: "missing"; readonly reason: string };

/**
 * Where a Redis can come from here: `redis-server` on PATH, else a container, else nowhere, which is said loudly:
 * `describe.skipIf(source.kind === "missing")`.
 * @throws Error where CI is set and there is none: CI does not skip.
 */
export async function findRedis(): Promise<RedisSource> {
  const path = await findOnPath("redis-server");
  if (path) return { kind: "binary", path };
  try {
    await getContainerRuntimeClient();
    return { kind: "container" };
  } catch (error) {
    const reason = `no redis-server on PATH and no container engine (${error instanceof Error ? error.message : error})`;
    if (process.env["CI"])
      throw new Error(`${reason}. CI must run the Redis tests: install redis-server first.`, {
        cause: error,
      });
    process.stderr.write(
      `\n  ⚠ SKIPPED: the tests on Redis. There is ${reason}. Install redis-server to run them.\n`,
    );
    return { kind: "missing", reason };
  }
}

/**
 * Starts a Redis. @throws Error where there is none (call `findRedis` first) or it does not come up while the test may
 * last.
 */
export async function startRedis(source?: RedisSource): Promise<RedisServer> {
  const found = source ?? (await findRedis());
  switch (found.kind) {
    case "binary":
      return startBinary(found.path);
    case "container":
      return startContainer();
    case "missing":
      throw new Error(found.reason);
  }
}

async function startBinary(path: string): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), "winnow-redis-"));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const settings = ["--bind", "127.0.0.1", "--dir", directory, ...DATA_SETTINGS];
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    const child = spawn(path, ["--port", `${port}`, ...settings], { stdio: "ignore" });
    server = child;
    if (child.pid !== undefined) {
      const watcher = afterDeath(["sh", "-c", CLEAN_UP, "sh", String(child.pid), directory]);
      child.once("exit", () => watcher[Symbol.dispose]());
    }
    await answers(url, () => child.exitCode ?? child.signalCode);
  }
  async function kill(): Promise<void> {
    const child = server;
    server = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  }
  async function dispose(): Promise<void> {
    await kill();
    await rm(directory, { recursive: true, force: true });
  }
  try {
    await start();
  } catch (error) {
    await dispose();
    throw error;
  }
  return serverOf(url, { kill, start, dispose });
}

async function startContainer(): Promise<RedisServer> {
  const port = await freePort();
  const container: StartedTestContainer = await new GenericContainer(CONTAINER_IMAGE)
    .withCommand(["redis-server", ...DATA_SETTINGS])
    .withExposedPorts({ container: 6379, host: port })
    .start();
  const url = `redis://${container.getHost()}:${port}`;
  return serverOf(url, {
    // A time limit of 0 s makes the engine send SIGKILL at once; the container and its data stay.
    kill: async () => void (await container.stop({ remove: false, timeout: 0 })),
    start: async () => {
      await container.restart();
      await answers(url, () => null);
    },
    dispose: async () => void (await container.stop()),
  });
}

function serverOf(
  url: string,
  { kill, start, dispose }: Record<"kill" | "start" | "dispose", () => Promise<void>>,
): RedisServer {
  return {
    url,
    kill,
    start,
    async restart() {
      await kill();
      await start();
    },
    async flush() {
      await withClient(url, (client) => client.flushall());
    },
    [Symbol.asyncDispose]: dispose,
  };
}

async function answers(url: string, death: () => number | string | null): Promise<void> {
  const deadline = performance.now() + patienceMs();
  for (;;) {
    try {
      return void (await withClient(url, (client) => client.ping()));
    } catch (error) {
      if (death() !== null)
        throw new Error(`redis-server ended with ${death()} instead of starting`, { cause: error });
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function withClient<Value>(url: string, use: (client: Redis) => Promise<Value>): Promise<Value> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  // A failed connection rejects `connect`; unheard, the event would be printed as well.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await use(client);
  } finally {
    client.disconnect();
  }
}

async function findOnPath(program: string): Promise<string | undefined> {
  for (const directory of (process.env["PATH"] ?? "").split(delimiter)) {
    const path = join(directory, program);
    try {
      await access(path, constants.X_OK);
      return path;
    } catch {
      // Not here: the next one.
    }
  }
  return undefined;
}
