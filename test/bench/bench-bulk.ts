import { openDatabase } from "@winnow/database";
import type { QueueBackend } from "@winnow/queues";
import { startRedis } from "@winnow/testing";
import { startDeployment } from "../deployment/deployment.ts";
import { measureBareLimit } from "./bare-limit.ts";
import { measureBulk } from "./bulk.ts";
import { bulkAddresses } from "./input/bulk-addresses.ts";
import { describeMachine } from "./report/machine.ts";
import { measurePerRow } from "./per-row.ts";
import { measurePipeline } from "./pipeline.ts";
import { printMeasurements } from "./report/table.ts";

const ROWS = 20_000;
const DOMAINS = 200;

/** Bulk verification with each queue backend. */
export async function benchBulk(): Promise<void> {
  await benchBackend(undefined);
  await using redis = await startRedis();
  await benchBackend(redis.url);
}

/** On one queue backend, beside one message per row and the bare limit, on one server. */
async function benchBackend(redisUrl: string | undefined): Promise<void> {
  await using deployment = await startDeployment({
    WELCOME_CREDITS_TEST: "2000000",
    LOG_LEVEL: "error",
    ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
  });
  const { connectionString } = deployment.postgres;
  await using database = openDatabase({ connectionString, connectionsMax: 20 });
  const addresses = bulkAddresses(ROWS, DOMAINS);
  const limit = await measureBareLimit(database, addresses);
  const worker = await deployment.startWorker();
  const bulk = await measureBulk(deployment, addresses);
  await worker.stop();
  const backend: QueueBackend =
    redisUrl === undefined ? { kind: "postgres", connectionString } : { kind: "redis", url: redisUrl };
  const pipeline = await measurePipeline(deployment, database, backend, addresses);
  const perRow = await measurePerRow(database, deployment.organizationId, backend, addresses);
  const where = backend.kind === "redis" ? "queue on Redis" : "queue on PostgreSQL";
  const figures = (seconds: number) => ({ seconds, "rows/s": ROWS / seconds });
  printMeasurements(`Verify ${ROWS} rows of ${DOMAINS} domains, ${where}`, describeMachine(), [
    { name: "bare limit: COPY and 200-row inserts", figures: figures(limit) },
    { name: "one message per row", figures: figures(perRow), ratios: { "bare limit": limit / perRow } },
    {
      name: "Winnow",
      figures: figures(bulk),
      ratios: { "one message per row": perRow / bulk, "bare limit": limit / bulk },
    },
    {
      name: "Winnow, mail hosts that answer at once",
      figures: figures(pipeline),
      ratios: { "bare limit": limit / pipeline },
    },
  ]);
}
