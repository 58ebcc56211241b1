import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "@winnow/runtime";
import { findBinaries } from "#binaries.ts";
import { CLUSTER_NAME, ensureCluster } from "#cluster.ts";
import { freePort } from "#free-port.ts";
import { stopOrphans } from "#orphan.ts";
import { ServerStartError, startServerProcess, type ServerProcess } from "#server-process.ts";
import { chooseServiceUser } from "#service-user.ts";

const START_ATTEMPTS = 20;

export interface ServerOptions {
  /** 0 or absent: any free one, another at each start. */
  readonly port?: number;
  readonly logger: Logger;
  /** `off` is for tests: no waiting for the disk. A killed server loses nothing, a machine that loses power everything. */
  readonly durability?: "on" | "off";
  /** Called when the server ends without being stopped; that is logged as well. */
  readonly onUnexpectedExit?: () => void;
}

/** A running PostgreSQL 18 of our own. Disposing of it stops it. */
export interface EmbeddedPostgres extends AsyncDisposable {
  /** Superuser `winnow`, database `winnow`; the same through restarts of this handle. */
  readonly connectionString: string;
  readonly port: number;
  /** The process id of the postmaster that is running or ran last. */
  readonly pid: number;
  /** Shuts the server down fast and releases the directory. Safe to call twice. */
  stop(): Promise<void>;
  /** SIGKILL to the postmaster, for fault tests; `restart` brings it back. */
  kill(): Promise<void>;
  /** Stops it if it runs and starts it again on the same port, crash recovery included. */
  restart(): Promise<void>;
}

/**
 * Starts PostgreSQL with its data in a directory that this process holds.
 * @param leave ends the hold, after a stop as well as after a start that failed.
 * @throws ServerStartError when PostgreSQL refuses.
 */
export async function startHeld(
  directory: string,
  options: ServerOptions,
  leave: () => PromiseLike<void>,
): Promise<EmbeddedPostgres> {
  const { logger } = options;
  const durable = options.durability !== "off";
  const cluster = join(directory, "cluster");
  await using stack = new AsyncDisposableStack();
  stack.defer(leave);
  const user = await chooseServiceUser(cluster, logger);
  const binaries = await findBinaries(user, logger);
  const password = await ensureCluster({ cluster, binaries, user, durable });

  function launch(port: number): Promise<ServerProcess> {
    const onUnexpectedExit = (description: string) => {
      logger.error({ description }, "PostgreSQL ended unexpectedly");
      options.onUnexpectedExit?.();
    };
    const { postgres } = binaries;
    return startServerProcess({ postgres, cluster, port, user, durable, logger, onUnexpectedExit });
  }

  await stopOrphans(directory, logger);
  let { port, server } = await launchOnPort(options.port ?? 0, launch);
  const held = stack.move();
  let stopping: Promise<void> | undefined;

  async function stop(): Promise<void> {
    await server.stop();
    await held.disposeAsync();
  }

  return {
    connectionString: `postgres://${CLUSTER_NAME}:${password}@127.0.0.1:${port}/${CLUSTER_NAME}`,
    port,
    get pid() {
      return server.pid;
    },
    stop: () => (stopping ??= stop()),
    kill: () => server.kill(),
    async restart() {
      if (stopping !== undefined) throw new Error("This embedded PostgreSQL was stopped: start a new one.");
      await server.stop();
      await stopOrphans(directory, logger);
      server = await launch(port);
    },
    [Symbol.asyncDispose]: () => (stopping ??= stop()),
  };
}

/** With port 0, a port that another program took meanwhile is replaced by another one; a chosen port is an error. */
async function launchOnPort(
  wanted: number,
  launch: (port: number) => Promise<ServerProcess>,
): Promise<{ port: number; server: ServerProcess }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = wanted === 0 ? await freePort() : wanted;
    try {
      return { port, server: await launch(port) };
    } catch (error) {
      const portIsTaken =
        error instanceof ServerStartError && /could not bind|Address already in use/.test(error.log);
      if (!portIsTaken) throw error;
      if (wanted !== 0 || attempt === START_ATTEMPTS) {
        throw new Error(`Port ${port} is in use by another program: choose another one for PostgreSQL.`, {
          cause: error,
        });
      }
      await delay(10);
    }
  }
}
