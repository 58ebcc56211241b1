import { execFile } from "node:child_process";
import { readFile, readdir, readlink, realpath, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import type { Logger } from "@winnow/runtime";
import { processStart } from "#process-start.ts";

const FAST_SHUTDOWN_MS = 10_000;
const programs = new Set(["postgres", "initdb"]);

/**
 * Ends the server that a killed Winnow left running in its directory, and removes `postmaster.pid`. A fast shutdown first;
 * processes that are still running after it (or have lost their postmaster) are killed: PostgreSQL recovers from that.
 * PostgreSQL alone would refuse to start where the old process id now belongs to another program, as happens in containers.
 * To be called by the directory's holder only.
 */
export async function stopOrphans(directory: string, logger: Logger): Promise<void> {
  const cluster = join(directory, "cluster");
  const pidFile = join(cluster, "postmaster.pid");
  const postmaster = Number((await readFile(pidFile, "utf8").catch(() => "")).split("\n", 1)[0]);
  const runningNow = () =>
    process.platform === "linux" ? processesIn(cluster) : postmasterOf(cluster, postmaster);
  let running = await runningNow();
  if (running.length > 0) {
    logger.warn({ pids: running }, "stopping a PostgreSQL that an earlier run left running");
    if (running.includes(postmaster)) signal(postmaster, "SIGINT");
    const deadline = performance.now() + (running.includes(postmaster) ? FAST_SHUTDOWN_MS : 1_000);
    while (running.length > 0) {
      if (performance.now() > deadline) for (const pid of running) signal(pid, "SIGKILL");
      await delay(20);
      running = await runningNow();
    }
  }
  await rm(pidFile, { force: true });
}

/** PostgreSQL's processes that work in the cluster, or in `<cluster>.new-…`, where one is being initialised. */
async function processesIn(cluster: string): Promise<number[]> {
  const beside = join(await realpath(dirname(cluster)), basename(cluster));
  const places = [beside, await realpath(cluster).catch(() => beside)];
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const inside = await Promise.all(
    pids.map(async (pid) => {
      const [cwd, name] = await Promise.all([
        readlink(`/proc/${pid}/cwd`).catch(() => ""),
        readFile(`/proc/${pid}/comm`, "utf8").catch(() => ""),
      ]);
      const isInside = places.some((place) => cwd === place || cwd.startsWith(`${place}.new-`));
      return isInside && programs.has(name.trim()) && (await processStart(pid)) !== undefined;
    }),
  );
  return pids.filter((_pid, index) => inside[index]);
}

async function postmasterOf(cluster: string, pid: number): Promise<number[]> {
  if (!Number.isSafeInteger(pid) || pid <= 0) return [];
  return promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)]).then(
    ({ stdout }) => (stdout.includes("postgres") && stdout.includes(cluster) ? [pid] : []),
    () => [],
  );
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
