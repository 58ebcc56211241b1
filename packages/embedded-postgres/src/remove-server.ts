import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "@winnow/runtime";
import { findBinaries } from "#binaries.ts";
import type { Hold } from "#holder.ts";
import { stopOrphans } from "#orphan.ts";
import { chooseServiceUser } from "#service-user.ts";
import { releaseSharedMemory } from "#shared-memory.ts";

/** Ends what still runs in the directory, and removes the directory with the hold on it. */
export async function removeServer(directory: string, hold: Hold, logger: Logger): Promise<void> {
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
