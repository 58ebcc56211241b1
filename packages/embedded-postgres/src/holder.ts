import { randomBytes } from "node:crypto";
import { link, readFile, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { processStart } from "#process-start.ts";

const HEARTBEAT_MS = 3_000;
const FOREIGN_SILENCE_MS = 10_000;

interface Holder {
  readonly pid: number;
  /** Tells this process from a later one with the same id. */
  readonly started: string;
  readonly hostname: string;
  readonly since: string;
  readonly released?: true;
}

/** A directory that this process holds. Disposing releases it for a successor. */
export interface Hold extends AsyncDisposable {
  /** Removes the directory instead, the holder's file last: what a crash leaves of it has a dead holder. */
  remove(): Promise<void>;
}

/** Another live Winnow uses the directory: its database must not be opened twice. */
export class DirectoryInUseError extends Error {
  override readonly name = "DirectoryInUseError";
}

/**
 * Takes the directory for this process until disposed. A holder that died is succeeded, whatever became of its files. One
 * on another host (a container that shares the volume) counts as alive while its file is touched.
 *
 * Each holder is a file `holder-<generation>.json`; the highest generation holds. A successor creates the next one, which
 * the file system grants to one process only. It then makes sure that no higher one exists, for a slow contender may have
 * created a generation that was already outdated. The highest file is never removed, only marked as released: so the
 * highest generation only grows, and two live processes cannot both find themselves on top.
 * @param foreignSilenceMs how long a file from another host must stay untouched before its holder counts as dead.
 * @throws DirectoryInUseError
 */
export async function holdDirectory(directory: string, foreignSilenceMs = FOREIGN_SILENCE_MS): Promise<Hold> {
  const own: Holder = {
    pid: process.pid,
    started: (await processStart(process.pid)) ?? "",
    hostname: hostname(),
    since: new Date().toISOString(),
  };
  for (;;) {
    const highest = await highestGeneration(directory);
    if (highest > 0) await assertOver(directory, highest, foreignSilenceMs);
    const generation = highest + 1;
    if (!(await publish(directory, generation, own))) continue;
    if ((await highestGeneration(directory)) === generation) return hold(directory, generation, own);
    await rm(fileOf(directory, generation), { force: true });
  }
}

/** Whether a process holds the directory or ever did. */
export async function hasHolder(directory: string): Promise<boolean> {
  return (await highestGeneration(directory)) > 0;
}

async function hold(directory: string, generation: number, own: Holder): Promise<Hold> {
  const path = fileOf(directory, generation);
  const older = (await generations(directory)).filter((other) => other < generation);
  await Promise.all(older.map((other) => rm(fileOf(directory, other), { force: true })));
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, HEARTBEAT_MS);
  heartbeat.unref();
  let released: Promise<void> | undefined;
  async function release(): Promise<void> {
    clearInterval(heartbeat);
    const aside = await writeAside(directory, { ...own, released: true });
    await rename(aside, path);
  }
  return {
    [Symbol.asyncDispose]: () => (released ??= release()),
    async remove() {
      const others = (await readdir(directory)).filter((name) => join(directory, name) !== path);
      for (const name of others) await removeTree(join(directory, name));
      clearInterval(heartbeat);
      await removeTree(directory);
    },
  };
}

/** Creates the generation's file with its whole content at once; false when another process was faster. */
async function publish(directory: string, generation: number, holder: Holder): Promise<boolean> {
  const aside = await writeAside(directory, holder);
  try {
    await link(aside, fileOf(directory, generation));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function writeAside(directory: string, holder: Holder): Promise<string> {
  const aside = join(directory, `.holder-${randomBytes(8).toString("hex")}`);
  await writeFile(aside, `${JSON.stringify(holder)}\n`, { flag: "wx" });
  return aside;
}

async function assertOver(directory: string, generation: number, foreignSilenceMs: number): Promise<void> {
  const path = fileOf(directory, generation);
  const holder = await read(path);
  if (holder === undefined || holder.released === true) return;
  if (!(await isAlive(holder, path, foreignSilenceMs))) return;
  throw new DirectoryInUseError(
    `Another Winnow (process ${holder.pid} on ${holder.hostname}, since ${holder.since}) uses ${directory}. ` +
      "Stop it, or set WINNOW_DATA_DIR to another directory.",
  );
}

async function isAlive(holder: Holder, path: string, foreignSilenceMs: number): Promise<boolean> {
  if (holder.hostname === hostname()) return (await processStart(holder.pid)) === holder.started;
  const before = await touchedAt(path);
  const deadline = performance.now() + foreignSilenceMs;
  while (performance.now() < deadline) {
    if ((await touchedAt(path)) !== before) return true;
    await delay(50);
  }
  return false;
}

async function touchedAt(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );
}

/** Undefined for a file that vanished (a later generation exists) or that a dying disk left without content. */
async function read(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

async function highestGeneration(directory: string): Promise<number> {
  return Math.max(0, ...(await generations(directory)));
}

async function generations(directory: string): Promise<number[]> {
  const names = await readdir(directory);
  return names.flatMap((name) => {
    const generation = /^holder-(\d+)\.json$/.exec(name)?.[1];
    return generation === undefined ? [] : [Number(generation)];
  });
}

/** A process that is about to end may still write into it: then once more. */
async function removeTree(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 10 });
}

function fileOf(directory: string, generation: number): string {
  return join(directory, `holder-${generation}.json`);
}
