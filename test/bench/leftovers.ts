import { lstat, readFile, readdir } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");

/** Places where a run could leave something. */
const places = [
  tmpdir(),
  "/var/tmp",
  "/dev/shm",
  "/var/lib/winnow",
  join(homedir(), ".local/share/winnow"),
  ROOT,
];
/** Files that are meant to stay: the repository, its installed packages, and the demo's result. */
const kept = new Set(
  [".git", "node_modules", ".tsbuild", "demo-results.csv"].map((name) => join(ROOT, name)),
);
const programs =
  /^(postgres|redis-server|initdb)\b|\/(postgres|redis-server|initdb)\0|vitest|apps\/\w+\/src|read -r _/;

/** The state of the machine: bytes on disk by path, command lines by process id, shared memory. */
export interface Snapshot {
  readonly files: ReadonlyMap<string, number>;
  readonly processes: ReadonlyMap<string, string>;
  readonly segments: ReadonlySet<string>;
}

export interface Leftovers {
  readonly bytes: number;
  readonly files: number;
  readonly processes: number;
  /** System V shared memory segments. */
  readonly segments: number;
  /** The largest directories and files: "/tmp/winnow-x 12.3 MB". */
  readonly largest: readonly string[];
}

export async function takeSnapshot(): Promise<Snapshot> {
  const files = new Map<string, number>();
  for (const place of places) await walk(place, files);
  return { files, processes: await findProcesses(), segments: await findSegments() };
}

/** Everything that is new or has grown. */
export function compare(before: Snapshot, after: Snapshot): Leftovers {
  const grown = [...after.files].flatMap(([path, bytes]): [string, number][] => {
    const more = bytes - (before.files.get(path) ?? 0);
    return more > 0 || !before.files.has(path) ? [[path, more]] : [];
  });
  const byPlace = new Map<string, number>();
  for (const [path, bytes] of grown) {
    const place = places.find((one) => path.startsWith(`${one}/`)) ?? "";
    const [name = ""] = path.slice(place.length + 1).split("/");
    byPlace.set(join(place, name), (byPlace.get(join(place, name)) ?? 0) + bytes);
  }
  const largest = [...byPlace].toSorted(([, a], [, b]) => b - a).slice(0, 5);
  return {
    bytes: grown.reduce((sum, [, bytes]) => sum + bytes, 0),
    files: grown.length,
    processes: [...after.processes.keys()].filter((pid) => !before.processes.has(pid)).length,
    segments: [...after.segments].filter((id) => !before.segments.has(id)).length,
    largest: largest.map(([path, bytes]) => `${path} ${(bytes / 1e6).toFixed(1)} MB`),
  };
}

async function walk(path: string, files: Map<string, number>): Promise<void> {
  if (kept.has(path)) return;
  // Files that vanish in the meantime are not leftovers.
  for (const entry of await readdir(path, { withFileTypes: true }).catch(() => [])) {
    const child = join(path, entry.name);
    if (entry.name === "node_modules" || kept.has(child)) continue;
    const status = await lstat(child).catch(() => undefined);
    if (status === undefined) continue;
    files.set(child, status.blocks * 512);
    if (entry.isDirectory()) await walk(child, files);
  }
}

async function findProcesses(): Promise<Map<string, string>> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(
    pids.map(async (pid) => [pid, await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")] as const),
  );
  return new Map(found.filter(([, command]) => programs.test(command)));
}

async function findSegments(): Promise<Set<string>> {
  const [, ...lines] = (await readFile("/proc/sysvipc/shm", "utf8")).trim().split("\n");
  return new Set(lines.map((line) => line.trim().split(/ +/)[1] ?? ""));
}
