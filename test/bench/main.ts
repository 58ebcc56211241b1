import { openDatabase } from "@winnow/database";
import type { QueueBackend } from "@winnow/queues";
import { startRedis } from "@winnow/testing";
import { startDeployment } from "../deployment/deployment.ts";
import { measureBareLimit } from "./bare-limit.ts";
import { measureBulk } from "./bulk.ts";
import { bulkAddresses } from "./bulk-addresses.ts";
import { measureBareCopy, measureIntake } from "./intake.ts";
import { describeMachine, peakMemoryMb } from "./machine.ts";
import { measurePerRow } from "./per-row.ts";
import { measurePipeline } from "./pipeline.ts";
import { printMeasurements, type Measurement } from "./table.ts";

const BULK_ROWS = 20_000;
const BULK_DOMAINS = 200;
const INTAKE_ROWS = 1_000_000;

const machine = describeMachine();
const settings = { WELCOME_CREDITS_TEST: "2000000", LOG_LEVEL: "error" };

/** Bulk verification on one queue backend, beside one message per row and the bare limit, on one server. */
async function benchBulk(redisUrl: string | undefined): Promise<void> {
  await using deployment = await startDeployment({
    ...settings,
    ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
  });
  const { connectionString } = deployment.postgres;
  await using database = openDatabase({ connectionString, connectionsMax: 20 });
  const addresses = bulkAddresses(BULK_ROWS, BULK_DOMAINS);
  const limit = await measureBareLimit(database, addresses);
  const worker = await deployment.startWorker();
  const bulk = await measureBulk(deployment, addresses);
  await worker.stop();
  const backend: QueueBackend =
    redisUrl === undefined ? { kind: "postgres", connectionString } : { kind: "redis", url: redisUrl };
  const pipeline = await measurePipeline(deployment, database, backend, addresses);
  const perRow = await measurePerRow(database, deployment.organizationId, backend, addresses);
  const where = backend.kind === "redis" ? "queue on Redis" : "queue on PostgreSQL";
  printMeasurements(`Verify ${BULK_ROWS} rows of ${BULK_DOMAINS} domains, ${where}`, machine, [
    measurement("bare limit: COPY and 200-row inserts", limit, BULK_ROWS, {}),
    measurement("one message per row", perRow, BULK_ROWS, { "bare limit": limit / perRow }),
    measurement("Winnow", bulk, BULK_ROWS, {
      "one message per row": perRow / bulk,
      "bare limit": limit / bulk,
    }),
    measurement("Winnow, mail hosts that answer at once", pipeline, BULK_ROWS, {
      "bare limit": limit / pipeline,
    }),
  ]);
}

/** Intake of a large file beside PostgreSQL alone, and the API's memory. */
async function benchIntake(): Promise<void> {
  await using deployment = await startDeployment(settings);
  await using database = openDatabase({
    connectionString: deployment.postgres.connectionString,
    connectionsMax: 2,
  });
  const copy = await measureBareCopy(database, INTAKE_ROWS);
  const intake = await measureIntake(deployment, INTAKE_ROWS);
  const peak = await peakMemoryMb(deployment.api.child.pid ?? 0);
  printMeasurements(`Take in a CSV of ${INTAKE_ROWS} rows`, machine, [
    measurement("bare COPY", copy, INTAKE_ROWS, {}),
    measurement(
      "POST /v1/jobs",
      intake,
      INTAKE_ROWS,
      { "bare COPY": copy / intake },
      `peak memory of the API: ${peak ?? "unknown"} MB`,
    ),
  ]);
}

function measurement(
  name: string,
  seconds: number,
  rows: number,
  ratios: Measurement["ratios"],
  notes?: string,
): Measurement {
  return { name, seconds, rowsPerSecond: rows / seconds, ratios, ...(notes !== undefined && { notes }) };
}

await benchIntake();
await benchBulk(undefined);
await using redis = await startRedis();
await benchBulk(redis.url);
