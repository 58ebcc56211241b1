import { startDeployment, type Deployment } from "../deployment/deployment.ts";
import { bulkAddresses } from "./input/bulk-addresses.ts";
import { measureBulk } from "./bulk.ts";
import { describeMachine } from "./report/machine.ts";
import { printMeasurements } from "./report/table.ts";

const ROWS = 20_000;
const DOMAINS = 100;
const WORKER = "test/bench/distant-worker-main.ts";

/** One job on one worker process and on two, when round trips to mail hosts take most of the time. */
export async function benchWorkers(): Promise<void> {
  const one = await measure(1);
  const two = await measure(2);
  const figures = (seconds: number) => ({ seconds, "rows/s": ROWS / seconds });
  printMeasurements(`Verify ${ROWS} rows of ${DOMAINS} domains, 100 ms from mail hosts`, describeMachine(), [
    { name: "one worker", figures: figures(one) },
    { name: "two workers", figures: figures(two), ratios: { "one worker": one / two } },
  ]);
}

async function measure(workers: number): Promise<number> {
  await using deployment = await startDeployment({ WELCOME_CREDITS_TEST: "2000000", LOG_LEVEL: "error" });
  for (let started = 0; started < workers; started += 1) await deployment.startWorker(WORKER);
  await warmUp(deployment);
  return await measureBulk(deployment, bulkAddresses(ROWS, DOMAINS));
}

/** Compiles code and opens connections before the measurement. */
async function warmUp(deployment: Deployment): Promise<void> {
  await measureBulk(deployment, bulkAddresses(2_000, 10, 5_000));
}
