import type { Mode } from "@winnow/contracts";
import type { Verifier } from "@winnow/core";
import type { OpenDatabase } from "@winnow/database";
import type { Bell, QueueBackend } from "@winnow/queues";
import type { Logger } from "@winnow/runtime";
import { CLASSIFIER_VERSION, parseAddress, VERDICT_VERSION } from "@winnow/verifier";
import { createWorker, type RunningWorker } from "@winnow/worker";
import { accepted } from "./accepted.ts";

/** A worker with mail hosts that answer at once, without a socket: it measures the pipeline of bulk verification. */
export function createInstantWorker(parts: {
  readonly database: OpenDatabase;
  readonly backend: QueueBackend;
  readonly bell: Bell;
  readonly logger: Logger;
}): RunningWorker {
  const verifier: Verifier = { parseAddress, verifyMany: acceptAll };
  return createWorker({
    ...parts,
    verifiers: { live: verifier, test: verifier } satisfies Record<Mode, Verifier>,
    judge: {
      versions: { classifier: CLASSIFIER_VERSION, verdict: VERDICT_VERSION },
      judge: () => {
        throw new Error("this worker does not reclassify");
      },
    },
    waterfall: { enrich: () => Promise.reject(new Error("this worker does not enrich")) },
    sender: {
      send: () => Promise.reject(new Error("this worker sends no callbacks")),
      retryDelayMs: () => undefined,
    },
    openSecret: (sealed) => sealed,
    concurrency: 8,
  });
}

const acceptAll: Verifier["verifyMany"] = async function* (addresses) {
  for (const address of addresses) yield accepted(address);
};
