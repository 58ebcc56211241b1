import { lstat, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "@winnow/runtime";
import { findBinaries } from "#binaries.ts";
import { DirectoryInUseError, hasHolder, holdDirectory, type Hold } from "#holder.ts";
import { stopOrphans } from "#orphan.ts";
import { chooseServiceUser } from "#service-user.ts";
import { releaseSharedMemory } from "#shared-memory.ts";

/** How the names of temporary servers' directories begin. */
export const TEMPORARY_PREFIX = "winnow-postgres-";
/** A new directory has its owner's file within milliseconds; one without it at this age was recreated by a late writer. */
const OWNERLESS_MS = 3_600_000;

/** Where a temporary server's owner has its own files: other temporary servers among them. */
export function scratchOf(directory: string): string {
  return join(directory, "scratch");
}

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

/** Ends what still runs in a temporary server's directory, and removes the directory with the hold on it. */
export async function removeServer(directory: string, hold: Hold, logger: Logger): Promise<void> {
  await sweepTemporary(scratchOf(directory), logger);
  await stopOrphans(directory, logger);
  const cluster = join(directory, "cluster");
  const isComplete = await stat(cluster).then(
    () => true,
    () => false,
  );
  if (isComplete) {
    const user = await chooseServiceUser(cluster, logger);
    const { postgres } = await findBinaries(user, logger);
    await releaseSharedMemory({ postgres, cluster, user }).catch((error: unknown) =>
      logger.warn({ error, cluster }, "the shared memory of a killed PostgreSQL could not be released"),
    );
  }
  await hold.remove();
}

/** Not of another user, and not so new that its owner has yet to take it. */
async function isOurs(directory: string): Promise<boolean> {
  const status = await lstat(directory);
  if (!status.isDirectory() || status.uid !== process.getuid?.()) return false;
  return (await hasHolder(directory)) || Date.now() - status.mtimeMs > OWNERLESS_MS;
}
