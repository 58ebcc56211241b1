import { startSandbox, type Sandbox } from "@winnow/sandbox";
import { bulkAddresses } from "../bulk-addresses.ts";
import { describeMachine } from "../machine.ts";
import { printMeasurements, type Measurement } from "../table.ts";
import {
  contestantNames,
  contestants,
  describeContestant,
  isPeer,
  type ContestantName,
} from "./contestants.ts";
import { measureContestant, type Measured } from "./measure-contestant.ts";

const ADDRESSES = 10_000;
const DOMAINS = 200;
const CONNECTIONS = 50;
const ROUND_TRIPS_MS = [0, 20, 100];

/** At this round trip, peers with a connection per address get a quarter of the addresses: all would take minutes each. */
const LONG_MS = 100;
/** Short runs are repeated until so much was measured; the median counts. */
const MEASURED_SECONDS = 5;
const RUNS_MAX = 5;

interface Result {
  readonly name: ContestantName;
  readonly addresses: number;
  readonly run: Measured;
  /** Addresses a second. */
  readonly rate: number;
}

/** Winnow and its peers on one sandbox, one after the other, each in a process of its own. */
export async function measureSpeed(): Promise<void> {
  for (const latencyMs of ROUND_TRIPS_MS) {
    await using sandbox = await startSandbox({ latencyMs, historyMax: 0 });
    const results: Result[] = [];
    for (const name of contestantNames)
      results.push(await measure(sandbox, name, addressesFor(name, latencyMs)));
    const title = `Verify ${ADDRESSES} addresses of ${DOMAINS} domains, ${latencyMs} ms round trip, up to ${CONNECTIONS} connections`;
    printMeasurements(
      title,
      describeMachine(),
      await Promise.all(results.map((result) => lineOf(result, results))),
    );
  }
}

function addressesFor(name: ContestantName, latencyMs: number): string[] {
  const all = bulkAddresses(ADDRESSES, DOMAINS);
  const quarter = latencyMs >= LONG_MS && isPeer(name) && contestants[name].asksMailHosts;
  return quarter ? all.slice(0, ADDRESSES / 4) : all;
}

async function measure(
  sandbox: Sandbox,
  name: ContestantName,
  addresses: readonly string[],
): Promise<Result> {
  const runs: Measured[] = [];
  for (let seconds = 0; seconds < MEASURED_SECONDS && runs.length < RUNS_MAX;) {
    const run = await measureContestant(sandbox, name, { addresses, connections: CONNECTIONS });
    runs.push(run);
    seconds += run.seconds;
  }
  const run = runs.toSorted((a, b) => a.seconds - b.seconds)[Math.floor((runs.length - 1) / 2)];
  if (run === undefined) throw new Error("nothing was measured");
  return { name, addresses: addresses.length, run, rate: addresses.length / run.seconds };
}

async function lineOf({ name, addresses, run, rate }: Result, all: readonly Result[]): Promise<Measurement> {
  const peers = await Promise.all(
    all.map(async (other) => [await describeContestant(other.name), rate / other.rate] as const),
  );
  // Everybody exists who is asked about.
  const wrong = run.answers.filter(([, said]) => !said.startsWith("valid")).length;
  const notes = [
    ...(contestants[name].asksMailHosts ? [] : ["asks no mail host"]),
    ...(addresses < ADDRESSES ? [`${addresses} addresses`] : []),
    ...(wrong > 0 ? [`${wrong} answers wrong`] : []),
  ];
  return {
    name: await describeContestant(name),
    figures: {
      "addresses/s": rate,
      "connections/address": run.connections / addresses,
      "most open": run.openConnectionsMax,
      "round trips/address": run.roundTrips / addresses,
      "CPU ms/address": (run.cpuSeconds * 1000) / addresses,
      "peak MB": run.peakMemoryMb,
    },
    ...(isPeer(name) ? {} : { ratios: Object.fromEntries(peers.slice(1)) }),
    ...(notes.length > 0 ? { notes: notes.join(", ") } : {}),
  };
}
