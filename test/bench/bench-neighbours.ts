import { createClient, signup, type Client } from "@winnow/client";
import { startDeployment, type Deployment } from "../deployment/deployment.ts";
import { bulkAddresses } from "./input/bulk-addresses.ts";
import { describeMachine } from "./report/machine.ts";
import { printMeasurements } from "./report/table.ts";

const HUGE_ROWS = 1_000_000;
const SMALL_ROWS = 50;
const RUNS = 30;
const WORKER = "test/bench/distant-worker-main.ts";

/** The duration of one organization's small job while another's huge job is running, on one worker. */
export async function benchNeighbours(): Promise<void> {
  await using deployment = await startDeployment({
    WELCOME_CREDITS_TEST: "2000000",
    LOG_LEVEL: "error",
    // The polling of a job must not affect the measurement.
    RATE_LIMIT_PER_KEY: "100000",
    RATE_LIMIT_PER_ORGANIZATION: "100000",
  });
  await deployment.startWorker(WORKER);
  const neighbour = await signUpNeighbour(deployment);
  await measureSmallJobs(neighbour, 3, 1);
  const alone = await measureSmallJobs(neighbour, RUNS, 100);
  const huge = await deployment.winnow.jobs.createFromCsv(
    ["email", ...bulkAddresses(HUGE_ROWS, 5_000, 1_000), ""].join("\n"),
    { kind: "verify" },
  );
  const planned = await measureSmallJobs(neighbour, RUNS, 200);
  await untilRunning(deployment.winnow, huge.id);
  const beside = await measureSmallJobs(neighbour, RUNS, 300);
  await deployment.winnow.jobs.cancel(huge.id);
  const figures = (times: readonly number[]) => ({
    "p50 s": quantile(times, 0.5),
    "p95 s": quantile(times, 0.95),
  });
  const besides = (times: readonly number[]) => ({
    "alone (p50)": quantile(times, 0.5) / quantile(alone, 0.5),
    "alone (p95)": quantile(times, 0.95) / quantile(alone, 0.95),
  });
  printMeasurements(
    `Verify ${SMALL_ROWS} rows while another organization's ${HUGE_ROWS} are running, 100 ms from mail hosts`,
    describeMachine(),
    [
      { name: "alone", figures: figures(alone) },
      { name: "from when the huge job is accepted", figures: figures(planned), ratios: besides(planned) },
      { name: "while the huge job is running", figures: figures(beside), ratios: besides(beside) },
    ],
  );
}

async function signUpNeighbour({ api }: Deployment): Promise<Client> {
  const baseUrl = api.ready;
  const account = await signup({ baseUrl }, { email: "bob@example.com", password: "a quite long password" });
  const apiKey = account.keys.find(({ mode }) => mode === "test")?.token ?? "";
  return createClient({ baseUrl, apiKey, retries: 20 });
}

/** @returns seconds from the call to the end of each job. */
async function measureSmallJobs(winnow: Client, runs: number, firstDomain: number): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const startedAt = Date.now();
    const addresses = bulkAddresses(SMALL_ROWS, 5, firstDomain * 1_000 + run * 5);
    const job = await winnow.jobs.createFromCsv(["email", ...addresses, ""].join("\n"), { kind: "verify" });
    const ended = await winnow.jobs.wait(job.id);
    times.push((Date.parse(ended.ended_at ?? "") - startedAt) / 1000);
  }
  return times;
}

async function untilRunning(winnow: Client, id: string): Promise<void> {
  for await (const { status, counts } of winnow.jobs.watch(id))
    if (status === "running" && counts.done > 0) return;
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN;
}
