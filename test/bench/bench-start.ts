import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { describeMachine } from "./report/machine.ts";
import { printMeasurements, type Measurement } from "./report/table.ts";

const ROOT = join(import.meta.dirname, "../..");
const RUNS = 15;

/** Programs that load all of their modules and end at once. */
const PROGRAMS = [
  { name: "command line: winnow --version", words: ["apps/cli/src/main.ts", "--version"] },
  { name: "worker: up to its complaint about DATABASE_URL", words: ["apps/worker/src/main.ts"] },
];

/** Reports on file descriptor 3 the processor time in milliseconds, when the program ends. */
const WATCH = `data:text/javascript,import { writeSync } from "node:fs";
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  writeSync(3, String((user + system) / 1000));
});`;

interface Start {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** The cost of starting a program, without and with the compiled modules that the launcher keeps. */
export async function benchStart(): Promise<void> {
  const measurements: Measurement[] = [];
  for (const { name, words } of PROGRAMS) {
    const cache = await mkdtemp(join(tmpdir(), "winnow-compile-"));
    const kept = { NODE_COMPILE_CACHE: cache };
    // The first start fills the cache.
    await start(words, kept);
    const without: Start[] = [];
    const within: Start[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      without.push(await start(words, {}));
      within.push(await start(words, kept));
    }
    await rm(cache, { recursive: true });
    const [before, after] = [medians(without), medians(within)];
    measurements.push(
      { name: `${name}, compiled anew`, figures: figuresOf(before) },
      {
        name: `${name}, compiled before`,
        figures: figuresOf(after),
        ratios: { "CPU, compiled anew": after.cpuMs / before.cpuMs },
      },
    );
  }
  printMeasurements(`Start of a program, the median of ${RUNS} starts`, describeMachine(), measurements);
}

async function start(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Start> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["--import", WATCH, ...words], {
    cwd: ROOT,
    env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", ...environment },
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const [cpu] = await Promise.all([text(child.stdio[3] as Readable), once(child, "exit")]);
  if (cpu === "") throw new Error(`${words.join(" ")} did not report its processor time`);
  return { wallMs: performance.now() - startedAt, cpuMs: Number(cpu) };
}

function medians(starts: readonly Start[]): Start {
  const median = (figures: readonly number[]) =>
    figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
  return {
    wallMs: median(starts.map(({ wallMs }) => wallMs)),
    cpuMs: median(starts.map(({ cpuMs }) => cpuMs)),
  };
}

const figuresOf = ({ wallMs, cpuMs }: Start) => ({ "CPU ms": cpuMs, "wall ms": wallMs });
