import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, readdir } from "node:fs/promises";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { compare, ROOT, takeSnapshot, type Leftovers } from "./leftovers.ts";
import { describeMachine } from "./report/machine.ts";
import { printMeasurements, type Measurement } from "./report/table.ts";

interface Run {
  readonly command: readonly [string, ...string[]];
  /** The process to kill, by its command line, and the line of output after which it is killed. */
  readonly kill?: { readonly program: RegExp; readonly after: RegExp };
}

/** A command with its own server, and a bell on a server that is killed. */
const tests = ["test/journeys/command-line", "packages/queues/src/conformance/postgres.test.ts"];
const test = ["npm", "test", "--", "--project", "house", "--project", "unit", ...tests] as const;
const runs: readonly Run[] = [
  { command: ["npm", "run", "demo", "--", "--json"] },
  {
    command: ["npm", "run", "demo", "--", "--json"],
    kill: { program: /^\S*node\0apps\/demo\/src\/main\.ts/, after: /^Sent / },
  },
  { command: test },
  { command: test, kill: { program: /vitest\S*\0run\0/, after: /✓/ } },
];
const SETTLED_MS = 3_000;
const SETTLES_WITHIN_MS = 60_000;

/**
 * Files, processes and shared memory that the demo and a small test run leave on the machine, when they end and when they are
 * killed (Linux). No other Winnow process may run at the same time.
 */
export async function benchLeftovers(): Promise<void> {
  const measurements: Measurement[] = [];
  for (const run of runs) measurements.push(await measure(run));
  printMeasurements("Leftovers of the demo and of a small test run", describeMachine(), measurements);
}

async function measure({ command, kill }: Run): Promise<Measurement> {
  const before = await takeSnapshot();
  const [program, ...flags] = command;
  const child = spawn(program, flags, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit");
  const said: string[] = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on("line", (line) => {
      said.push(line);
      if (kill?.after.test(line) === true) void killProcess(kill.program, child.pid);
    });
  }
  const [code] = (await ended) as [number | null];
  if ((code === 0) !== (kill === undefined)) {
    throw new Error([`${command.join(" ")} ended with ${code}:`, ...said.slice(-40)].join("\n"));
  }
  const { bytes, largest, ...counts } = await settle(async () => compare(before, await takeSnapshot()));
  return {
    name: `${command.join(" ")}${kill === undefined ? "" : ", killed"}`,
    figures: { MB: bytes / 1e6, ...counts },
    notes: largest.join(", "),
  };
}

/** Kills the first process of this run whose command line matches. */
async function killProcess(program: RegExp, ancestor: number | undefined): Promise<void> {
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (program.test(command) && (await descends(pid, String(ancestor))))
      process.kill(Number(pid), "SIGKILL");
  }
}

async function descends(pid: string, ancestor: string): Promise<boolean> {
  if (pid === ancestor) return true;
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const parent = /^PPid:\t(\d+)$/m.exec(status)?.[1];
  return parent !== undefined && parent !== "0" && descends(parent, ancestor);
}

/** Waits until there is no change any more, or for a minute: processes that end later are not leftovers. */
async function settle(look: () => Promise<Leftovers>): Promise<Leftovers> {
  const deadline = performance.now() + SETTLES_WITHIN_MS;
  let last = await look();
  let since = performance.now();
  while (performance.now() < deadline) {
    if (last.processes === 0 && performance.now() - since > SETTLED_MS) break;
    await delay(500);
    const next = await look();
    if (JSON.stringify(next) !== JSON.stringify(last)) since = performance.now();
    last = next;
  }
  return last;
}
