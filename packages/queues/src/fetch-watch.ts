import { pauseFor } from "@winnow/runtime/pause";
import type { IQueueBackend } from "bullmq";

/** What a worker's calls to its backend show. */
export interface FetchWatch {
  /** The backend answered: there was a message, or nothing was due. */
  reached(): void;
  failed(error: unknown): void;
  /** Ends the pause after a failure. */
  readonly closing: AbortSignal;
}

const PAUSE_AFTER_FAILURE_MS = 500;

/**
 * Reports each answer of `backend`, and slows a worker down after a failed fetch. BullMQ (6.7.0) only waits after
 * ECONNREFUSED and fetches again at once after any other error. A server that says "starting up", "too many connections" or
 * "out of memory" would be hammered in a busy loop.
 */
export function watchFetches<Backend extends IQueueBackend>(backend: Backend, watch: FetchWatch): Backend {
  const moveToActive = backend.moveToActive.bind(backend);
  const moveToCompleted = backend.moveToCompleted.bind(backend);
  const moveToFailed = backend.moveToFailed.bind(backend);
  const extendLocks = backend.extendLocks.bind(backend);
  const report = <Value>(answer: Value): Value => {
    watch.reached();
    return answer;
  };
  return Object.assign(backend, {
    moveToActive: async (...call: Parameters<typeof moveToActive>) => {
      try {
        return report(await moveToActive(...call));
      } catch (error) {
        watch.failed(error);
        await pauseFor(PAUSE_AFTER_FAILURE_MS, watch.closing);
        throw error;
      }
    },
    // A busy worker fetches by finishing, and a worker whose slots are all taken only renews locks.
    moveToCompleted: async (...call: Parameters<typeof moveToCompleted>) =>
      report(await moveToCompleted(...call)),
    moveToFailed: async (...call: Parameters<typeof moveToFailed>) => report(await moveToFailed(...call)),
    extendLocks: async (...call: Parameters<typeof extendLocks>) => report(await extendLocks(...call)),
  });
}
