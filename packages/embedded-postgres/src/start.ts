import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { holdDirectory } from "#holder.ts";
import { startHeld, type EmbeddedPostgres, type ServerOptions } from "#start-held.ts";

export interface EmbeddedPostgresOptions extends ServerOptions {
  /** Belongs to the server alone; created when missing. The data stay in it. */
  readonly directory: string;
}

/**
 * Starts PostgreSQL on 127.0.0.1 with its data in `directory`, which is initialised on first use. A server and a lock that
 * a killed process left are taken over.
 * @throws DirectoryInUseError when another live process holds the directory, ServerStartError when PostgreSQL refuses.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const directory = resolve(options.directory);
  await mkdir(directory, { recursive: true });
  const hold = await holdDirectory(directory);
  return startHeld(directory, options, () => hold[Symbol.asyncDispose]());
}
