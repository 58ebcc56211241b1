import { randomBytes } from "node:crypto";
import { chmod, lstat, mkdir, readlink, rename, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "@winnow/runtime";
import { mayEnter, type ServiceUser } from "#service-user.ts";

/** Where root puts what the service user must reach when the data directory is closed to it (under /root). */
export const RELOCATION_ROOT = "/var/lib/winnow";

/** Creates the directory if need be; returns where its cluster is or would be: `<directory>/cluster` or its link's target. */
export async function findCluster(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, "cluster");
  return readlink(path).catch(() => path);
}

/**
 * Makes sure that the service user can reach the cluster's place, and returns that place. A directory that it cannot
 * enter keeps only a link; the data go to `/var/lib/winnow/<random>`. The name is random and not a hash of the path, so
 * that a fresh clone at an old path never finds an old clone's data.
 */
export async function openPlace(
  directory: string,
  cluster: string,
  user: ServiceUser | undefined,
  logger: Logger,
): Promise<string> {
  if (user === undefined) return cluster;
  const inPlace = join(directory, "cluster");
  if (cluster !== inPlace) return cluster;
  // Search permission only: names inside stay unreadable.
  await chmod(directory, ((await stat(directory)).mode & 0o777) | 0o711);
  if (await mayEnter(user, directory)) return cluster;
  const place = join(RELOCATION_ROOT, randomBytes(6).toString("hex"));
  const relocated = join(place, "cluster");
  await mkdir(place, { recursive: true });
  await Promise.all([RELOCATION_ROOT, place].map((path) => chmod(path, 0o755)));
  await writeFile(join(place, "origin"), `${directory}\n`);
  if (
    await lstat(inPlace).then(
      () => true,
      () => false,
    )
  )
    await rename(inPlace, relocated);
  await symlink(relocated, inPlace);
  logger.warn(
    { directory, relocated },
    `PostgreSQL refuses to run as root and its system user cannot enter ${directory}: its data are in ${relocated}`,
  );
  return relocated;
}
