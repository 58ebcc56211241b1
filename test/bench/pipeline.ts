import type { OpenDatabase } from "@winnow/database";
import { createBell, type QueueBackend } from "@winnow/queues";
import { createLogger } from "@winnow/runtime";
import type { Deployment } from "../deployment/deployment.ts";
import { measureBulk } from "./bulk.ts";
import { createInstantWorker } from "./instant-worker.ts";

/**
 * The pipeline alone: like `measureBulk`, but every mail host answers at once, without a socket. This measures intake, planning,
 * leases, the ledger and the results.
 * @returns seconds.
 */
export async function measurePipeline(
  deployment: Deployment,
  database: OpenDatabase,
  backend: QueueBackend,
  addresses: readonly string[],
): Promise<number> {
  const logger = createLogger({ name: "pipeline", level: "error" });
  await using bell = createBell({ backend, logger });
  await using worker = createInstantWorker({ database, backend, bell, logger });
  await worker.ready();
  return await measureBulk(deployment, addresses);
}
