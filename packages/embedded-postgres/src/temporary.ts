import { chmod, mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterDeath } from "@winnow/runtime";
import { holdDirectory } from "#holder.ts";
import { startHeld, type EmbeddedPostgres, type ServerOptions } from "#start-held.ts";
import { removeServer, scratchOf, sweepTemporary, TEMPORARY_PREFIX } from "#sweep.ts";

const SWEEP_PROGRAM = fileURLToPath(new URL("sweep-main.ts", import.meta.url));

/** A server whose data are temporary. Disposing of it stops it and removes all its files. */
export interface TemporaryPostgres extends EmbeddedPostgres {
  /** A directory for the owner's other files, removed with the server. Other users may pass through it, not list it. */
  readonly scratch: string;
}

export interface TemporaryPostgresOptions extends ServerOptions {
  /** Where the server's directory is made; the system's temporary directory when left out. */
  readonly parent?: string;
}

/**
 * Starts PostgreSQL on 127.0.0.1 with its data in a directory of its own below `parent`. A stop removes the directory. If
 * this process dies first, a watcher ends the server and removes the directory; what a killed watcher leaves is removed by
 * the next start of a temporary server.
 * @throws ServerStartError when PostgreSQL refuses.
 */
export async function startTemporaryPostgres({
  parent = tmpdir(),
  ...options
}: TemporaryPostgresOptions): Promise<TemporaryPostgres> {
  const { logger } = options;
  await sweepTemporary(parent, logger);
  const directory = await mkdtemp(join(parent, TEMPORARY_PREFIX));
  const hold = await holdDirectory(directory);
  const watcher = afterDeath([process.execPath, SWEEP_PROGRAM, parent]);
  const scratch = scratchOf(directory);
  await mkdir(scratch);
  await Promise.all([directory, scratch].map((path) => chmod(path, 0o711)));
  const server = await startHeld(directory, options, async () => {
    await removeServer(directory, hold, logger);
    watcher[Symbol.dispose]();
  });
  return Object.assign(server, { scratch });
}
