import { startSandbox } from "@winnow/sandbox";
import { bulkAddresses } from "../input/bulk-addresses.ts";
import { describeMachine } from "../report/machine.ts";
import { printMeasurements, type Measurement } from "../report/table.ts";
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

/** At this round trip, peers with a connection per address get a quarter of the addresses, because all would take minutes. */
const LONG_MS = 100;
/** Short runs are repeated for this long; the median counts. */
const MEASURED_SECONDS = 5;
const RUNS_MAX = 5;

interface Result {
  readonly name: ContestantName;
  readonly addresses: number;
  readonly run: Measured;
  /** Addresses per second. */
  readonly rate: number;
}

/** Winnow and its peers on one sandbox, one after the other, each in a separate process. */
export async function measureSpeed(): Promise<void> {
  for (const latencyMs of ROUND_TRIPS_MS) {
    const results = await measureAt(latencyMs);
    const title = `Verify ${ADDRESSES} addresses of ${DOMAINS} domains, ${latencyMs} ms round trip, up to ${CONNECTIONS} connections`;
    const lines = await Promise.all(results.map((result) => lineOf(result, results)));
    printMeasurements(title, describeMachine(), lines);
  }
}

async function measureAt(latencyMs: number): Promise<Result[]> {
  await using sandbox = await startSandbox({ latencyMs, historyMax: 0 });
  const runs = new Map(contestantNames.map((name): [ContestantName, Measured[]] => [name, []]));
  // Round-robin, so that other work on the machine affects all contestants.
  for (let round = 0; round < RUNS_MAX; round += 1) {
    for (const [name, own] of runs) {
      if (own.reduce((sum, { seconds }) => sum + seconds, 0) >= MEASURED_SECONDS) continue;
      const order = { addresses: addressesFor(name, latencyMs), connections: CONNECTIONS };
      own.push(await measureContestant(sandbox, name, order));
    }
  }
  return [...runs].map(([name, own]) => {
    const run = own.toSorted((a, b) => a.seconds - b.seconds)[Math.floor((own.length - 1) / 2)];
    if (run === undefined) throw new Error("nothing was measured");
    const addresses = run.answers.length;
    return { name, addresses, run, rate: addresses / run.seconds };
  });
}

function addressesFor(name: ContestantName, latencyMs: number): string[] {
  const all = bulkAddresses(ADDRESSES, DOMAINS);
  const quarter = latencyMs >= LONG_MS && isPeer(name) && contestants[name].asksMailHosts;
  return quarter ? all.slice(0, ADDRESSES / 4) : all;
}

async function lineOf({ name, addresses, run, rate }: Result, all: readonly Result[]): Promise<Measurement> {
  const peers = await Promise.all(
    all.map(async (other) => [await describeContestant(other.name), rate / other.rate] as const),
  );
  // Every address in this run exists.
  const wrong = run.answers.filter(([, said]) => !said.startsWith("valid")).length;
  const notes = [
    ...(contestants[name].asksMailHosts ? [] : ["contacts no mail host"]),
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
