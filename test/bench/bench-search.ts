import type { SearchQuery } from "@winnow/contracts";
import { setTimeout as pause } from "node:timers/promises";
import { openDatabase, type OpenDatabase } from "@winnow/database";
import { waitFor } from "@winnow/testing";
import { startDeployment } from "../deployment/deployment.ts";
import { generateContacts } from "./directory.ts";
import { describeMachine } from "./report/machine.ts";
import { printMeasurements } from "./report/table.ts";

const SIZES = [10_000, 1_000_000];
const ROUNDS = 60;

/** Queries that vary with the round, so that no answer is repeated. */
const queries: Readonly<Record<string, (round: number) => Partial<SearchQuery>>> = {
  "one filter": (round) => ({ country: [["DE", "FR", "GB", "ES", "IT"][round % 5] ?? "DE"] }),
  "three filters": (round) => ({
    country: ["DE"],
    industry: [["Software", "Banking", "Retail"][round % 3] ?? "Retail"],
    seniority_level: [["vp", "director", "manager"][round % 3] ?? "vp"],
  }),
  "free text": (round) => ({
    q: `${["lovelace", "hopper", "turing"][round % 3]} company ${(round * 811) % 50_000}`,
  }),
  "free text of common words": (round) => ({ q: ["engineer", "manager", "grace"][round % 3] ?? "grace" }),
};

interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

/** Search over HTTP as the directory grows: the first page with its facets, and pages deep in the result. */
export async function benchSearch(): Promise<void> {
  await using deployment = await startDeployment({
    LOG_LEVEL: "error",
    RATE_LIMIT_PER_KEY: "1000000",
    RATE_LIMIT_PER_ORGANIZATION: "1000000",
  });
  const { winnow, postgres } = deployment;
  await using database = openDatabase({ connectionString: postgres.connectionString });
  let cursor: string | null = null;
  const calls: Record<string, (round: number) => Promise<unknown>> = {};
  for (const [name, query] of Object.entries(queries)) {
    calls[name] = (round) => winnow.contacts.search(query(round));
  }
  calls["one filter, page after page"] = async () => {
    const page = await winnow.contacts.search({ country: ["DE"], ...(cursor !== null && { cursor }) });
    cursor = page.next_cursor;
  };
  const warm: Record<string, Percentiles>[] = [];
  const indexes: Record<string, string> = {};
  let filled = 0;
  for (const size of SIZES) {
    await generateContacts(database.kysely, filled, size - filled);
    filled = size;
    cursor = null;
    const taken: Record<string, Percentiles> = {};
    let before = await scansOf(database);
    for (const [name, call] of Object.entries(calls)) {
      taken[name] = await percentiles(call);
      const after = await scansOf(database);
      indexes[name] = readSince(before, after);
      before = after;
    }
    warm.push(taken);
  }
  const cold: Record<string, number> = {};
  for (const [name, call] of Object.entries(calls)) {
    cursor = null;
    await postgres.kill();
    await postgres.restart();
    // The API reconnects to the server, which has no part of the directory in memory.
    await waitFor("the API to be ready", async () => (await winnow.credits.get()).mode);
    const startedAt = performance.now();
    await call(0);
    cold[name] = performance.now() - startedAt;
  }
  const [small, large] = warm;
  printMeasurements(
    `Search ${SIZES.join(" and ")} contacts over HTTP; cold: the server was restarted, the file cache was not`,
    describeMachine(),
    Object.keys(calls).map((name) => ({
      name,
      figures: {
        [`${SIZES[0]} p50 ms`]: small?.[name]?.p50 ?? Number.NaN,
        [`${SIZES[0]} p95 ms`]: small?.[name]?.p95 ?? Number.NaN,
        [`${SIZES[1]} p50 ms`]: large?.[name]?.p50 ?? Number.NaN,
        [`${SIZES[1]} p95 ms`]: large?.[name]?.p95 ?? Number.NaN,
        "cold ms": cold[name] ?? Number.NaN,
      },
      ratios: { [`${SIZES[0]}, p50`]: (large?.[name]?.p50 ?? 0) / (small?.[name]?.p50 ?? Number.NaN) },
      notes: indexes[name] ?? "",
    })),
  );
}

/** How often each index of the directory was read, after all connections have reported. */
async function scansOf({ pool }: OpenDatabase): Promise<ReadonlyMap<string, number>> {
  // Connections report their statistics after ten idle seconds.
  await pause(11_000);
  const { rows } = await pool.query<{ name: string; scans: string }>(
    "select indexrelname as name, idx_scan as scans from pg_stat_user_indexes where relname = 'contacts'",
  );
  return new Map(rows.map(({ name, scans }) => [name, Number(scans)]));
}

function readSince(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string {
  const read = [...after].filter(([name, scans]) => scans > (before.get(name) ?? 0)).map(([name]) => name);
  return read.length === 0 ? "no index" : read.toSorted().join(", ");
}

async function percentiles(call: (round: number) => Promise<unknown>): Promise<Percentiles> {
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await call(round);
    // The first ones fill the caches.
    if (round >= 10) took.push(performance.now() - start);
  }
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.floor(took.length * share)] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}
