import { randomBytes } from "node:crypto";
import { chmod, cp, lstat, mkdir, readdir, readlink, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Logger } from "@winnow/runtime";
import { processStart } from "#process-start.ts";

const PREFIX = "postgresql-";

export interface CopyOptions {
  /** Where the programs are. */
  readonly from: string;
  /** The directory that holds the copies of this machine. */
  readonly copies: string;
  /** Of the package, "18.4.0". */
  readonly version: string;
  readonly logger: Logger;
}

/**
 * Returns a copy of the programs that every user can run; makes it once per version, and then removes the copies of
 * other versions, except those that are running, and what interrupted attempts left.
 */
export async function copyBinaries({ from, copies, version, logger }: CopyOptions): Promise<string> {
  const name = `${PREFIX}${version}-${process.platform}-${process.arch}`;
  const to = join(copies, name);
  if (await exists(to)) return to;
  logger.warn(
    { from, to },
    "the database's system user cannot reach PostgreSQL's programs: copied them once",
  );
  await mkdir(copies, { recursive: true, mode: 0o755 });
  if (process.platform === "linux") await removeOthers(copies, name);
  const aside = `${to}.${randomBytes(6).toString("hex")}.${process.pid}`;
  try {
    await cp(from, aside, { recursive: true, verbatimSymlinks: true });
    await openToAll(aside);
    await rename(aside, to).catch((error: NodeJS.ErrnoException) => {
      // Another process was faster; its copy is as good.
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return to;
}

async function removeOthers(copies: string, name: string): Promise<void> {
  const others = (await readdir(copies)).filter((entry) => entry.startsWith(PREFIX) && entry !== name);
  const inUse = await runningPrograms();
  for (const other of others) {
    const path = join(copies, other);
    const isInUse = inUse.some((program) => program.startsWith(`${path}/`)) || (await isBeingMade(other));
    if (!isInUse) await rm(path, { recursive: true, force: true });
  }
}

/** The name of a copy that is not complete ends in the process id of its maker. */
async function isBeingMade(name: string): Promise<boolean> {
  const maker = /\.(\d+)$/.exec(name)?.[1];
  return maker !== undefined && (await processStart(Number(maker))) !== undefined;
}

/** The paths of all programs that run on this machine (Linux; root sees all). */
async function runningPrograms(): Promise<string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  return Promise.all(pids.map((pid) => readlink(`/proc/${pid}/exe`).catch(() => "")));
}

/** Adds reading for all users, whatever the umask of the installation was. */
async function openToAll(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const child of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, child.name);
    if (child.isDirectory()) await openToAll(path);
    else if (child.isFile()) await chmod(path, basename(directory) === "bin" ? 0o755 : 0o644);
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
