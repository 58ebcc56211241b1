import type { SearchQuery } from "@winnow/contracts";
import { openDatabase } from "@winnow/database";
import { startDeployment } from "../deployment/deployment.ts";
import { generateContacts } from "./directory.ts";
import { describeMachine } from "./machine.ts";
import { printMeasurements } from "./table.ts";

const SIZES = [10_000, 1_000_000];
const ROUNDS = 60;

/** Queries that vary with the round, so that no answer is the one before. */
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

/** Search over HTTP as the directory grows: the first page with its facets, and pages deep in the result. */
export async function benchSearch(): Promise<void> {
  await using deployment = await startDeployment({
    LOG_LEVEL: "error",
    RATE_LIMIT_PER_KEY: "1000000",
    RATE_LIMIT_PER_ORGANIZATION: "1000000",
  });
  await using database = openDatabase({ connectionString: deployment.postgres.connectionString });
  const { winnow } = deployment;
  let filled = 0;
  for (const size of SIZES) {
    await generateContacts(database.kysely, filled, size - filled);
    filled = size;
    const measurements = [];
    for (const [name, query] of Object.entries(queries)) {
      measurements.push({
        name,
        figures: await percentiles((round) => winnow.contacts.search(query(round))),
      });
    }
    let cursor = (await winnow.contacts.search({ country: ["DE"] })).next_cursor;
    const deep = await percentiles(async () => {
      const page = await winnow.contacts.search({ country: ["DE"], ...(cursor !== null && { cursor }) });
      cursor = page.next_cursor;
    });
    measurements.push({ name: "one filter, page after page", figures: deep });
    printMeasurements(`Search ${size} contacts over HTTP, warm`, describeMachine(), measurements);
  }
}

async function percentiles(call: (round: number) => Promise<unknown>) {
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await call(round);
    // The first ones fill the caches.
    if (round >= 10) took.push(performance.now() - start);
  }
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.floor(took.length * share)] ?? 0;
  return { "p50 ms": at(0.5), "p95 ms": at(0.95) };
}
