import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "@winnow/runtime";
import { DirectoryInUseError, holdDirectory, hasHolder } from "#holder.ts";
import { removeServer } from "#remove-server.ts";

/** How the names of temporary servers' directories begin. */
export const TEMPORARY_PREFIX = "winnow-postgres-";

/** Removes the temporary servers below `parent` that belong to this user and whose owners are gone. */
export async function sweepTemporary(parent: string, logger: Logger): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  const directories = names.filter((name) => name.startsWith(TEMPORARY_PREFIX));
  await Promise.all(
    directories.map(async (name) => {
      const directory = join(parent, name);
      try {
        if (await isOurs(directory)) await removeServer(directory, await holdDirectory(directory), logger);
      } catch (error) {
        // Its owner is running, or another sweep is at it or has just ended.
        if (error instanceof DirectoryInUseError || (error as NodeJS.ErrnoException).code === "ENOENT")
          return;
        logger.warn({ error, directory }, "an abandoned PostgreSQL could not be removed");
      }
    }),
  );
}

/** Not of another user, and not so new that its owner has yet to take it. */
async function isOurs(directory: string): Promise<boolean> {
  const status = await lstat(directory);
  return status.isDirectory() && status.uid === process.getuid?.() && (await hasHolder(directory));
}
