import type { Mode } from "@winnow/contracts";
import type { Verifier } from "@winnow/core";
import type { OpenDatabase } from "@winnow/database";
import { createBell, type QueueBackend } from "@winnow/queues";
import { createLogger } from "@winnow/runtime";
import { CLASSIFIER_VERSION, parseAddress, VERDICT_VERSION } from "@winnow/verifier";
import { createWorker } from "@winnow/worker";
import type { Deployment } from "../deployment/deployment.ts";
import { accepted } from "./accepted.ts";
import { measureBulk } from "./bulk.ts";

/**
 * The pipeline alone: as `measureBulk`, but every mail host answers at once, without a socket. What is left is intake,
 * planning, leases, the ledger and the results.
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
  const verifier: Verifier = { parseAddress, verifyMany: acceptAll };
  await using worker = createWorker({
    database,
    backend,
    bell,
    logger,
    verifiers: { live: verifier, test: verifier } satisfies Record<Mode, Verifier>,
    judge: {
      versions: { classifier: CLASSIFIER_VERSION, verdict: VERDICT_VERSION },
      judge: () => {
        throw new Error("nobody asked for old evidence to be judged");
      },
    },
    waterfall: { enrich: () => Promise.reject(new Error("nobody is enriched here")) },
    sender: {
      send: () => Promise.reject(new Error("no callback was asked for")),
      retryDelayMs: () => undefined,
    },
    openSecret: (sealed) => sealed,
    concurrency: 8,
  });
  await worker.ready();
  return await measureBulk(deployment, addresses);
}

const acceptAll: Verifier["verifyMany"] = async function* (addresses) {
  for (const address of addresses) yield accepted(address);
};
