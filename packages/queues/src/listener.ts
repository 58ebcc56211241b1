import type { Job } from "bullmq";
import { z } from "zod";
import type { QueueName, QueuePayloads } from "@winnow/contracts";
import type { Logger } from "@winnow/runtime";
import { pauseFor } from "@winnow/runtime/pause";
import { settlesWithin } from "@winnow/runtime/within";
import { backendPlace, type QueueBackend } from "#backend.ts";
import { queueCatalogue } from "#catalogue.ts";
import { throttledErrorLog } from "#error-log.ts";
import { errorText, storableFailure } from "#error-text.ts";
import { QueueBackendUnreachable } from "#link.ts";
import { openListenerLink } from "#open-link.ts";

const READY_WITHIN_MS = 30_000;
const DRAIN_WITHIN_MS = 25_000;
/** The time for handlers to react to the signal, and for the last messages to be marked as done. */
const GRACE_MS = 2_000;
const LOOK_EVERY_MS = 25;
/** An idle listener looks every 5 s, a busy one renews its locks every 15 s or so. */
const HEALTHY_WITHIN_MS = 60_000;

export type MessageOutcome = "done" | "failed" | "dropped";

export interface ListenerOptions<Name extends QueueName> {
  readonly backend: QueueBackend;
  readonly queue: Name;
  /** Messages handled at once, where a setting says how many; the catalogue's number otherwise. */
  readonly concurrency?: number;
  /**
   * Looks where the message says. It may run for a payload without work, or twice at once: tables decide. A throw is logged
   * and ends the message as failed; only the sweeper rings again.
   * @param context.signal aborts when a closing listener will not wait any longer. Losing the queue does not abort it.
   */
  readonly handler: (
    payload: QueuePayloads[Name],
    context: { readonly signal: AbortSignal },
  ) => Promise<void>;
  readonly logger: Logger;
  /** How long `close` waits for running handlers before it aborts them. Default 25 s. */
  readonly drainWithinMs?: number;
  /** Told how each message ended and how long it took, for a metric. `dropped`: its payload was not readable. */
  readonly onOutcome?: (queue: Name, outcome: MessageOutcome, durationMs: number) => void;
}

export interface ListenerHealth {
  /** The queue answered within the last minute: there was a message, or nothing was due. */
  readonly healthy: boolean;
  /** When the queue last answered. */
  readonly reachedAt: Date | undefined;
  /** When a message last ended. */
  readonly consumedAt: Date | undefined;
  /** Handlers running now. */
  readonly running: number;
}

/** Handles the messages of one queue. Survives any absence of its backend: it consumes again when that is back. */
export interface Listener extends AsyncDisposable {
  /**
   * Waits until the listener has looked into its queue.
   * @throws QueueBackendUnreachable after `timeoutMs` (30 s); the listener itself goes on trying until it is closed.
   */
  ready(timeoutMs?: number): Promise<void>;
  health(): ListenerHealth;
  /** Takes no more messages, waits for running handlers (`drainWithinMs`), then aborts them. */
  close(): Promise<void>;
}

/** Starts to listen at once, in the background. */
export function createListener<Name extends QueueName>(options: ListenerOptions<Name>): Listener {
  const { backend, queue, handler, logger, onOutcome } = options;
  const { payload: schema, concurrency } = queueCatalogue[queue];
  const logError = throttledErrorLog(logger, { place: backendPlace(backend), by: "listener", queue });
  const closing = new AbortController();
  const abort = new AbortController();
  let closed: Promise<void> | undefined;
  let lastError: unknown = "no attempt has ended yet";
  let reachedAt: Date | undefined;
  let consumedAt: Date | undefined;
  let running = 0;

  function noteError(error: unknown): void {
    lastError = error;
    if (!closing.signal.aborted) logError(error);
  }

  async function handle(job: Job): Promise<void> {
    const startedAt = performance.now();
    const end = (outcome: MessageOutcome) => {
      consumedAt = new Date();
      onOutcome?.(queue, outcome, performance.now() - startedAt);
    };
    const parsed = schema.safeParse(job.data);
    if (!parsed.success) {
      logger.error(
        { queue, messageId: job.id, reason: z.prettifyError(parsed.error) },
        "unreadable message dropped",
      );
      return end("dropped");
    }
    running += 1;
    try {
      await handler(parsed.data as QueuePayloads[Name], { signal: abort.signal });
      end("done");
    } catch (error) {
      logger.error({ queue, payload: parsed.data, err: error }, "handler failed");
      end("failed");
      throw storableFailure(error);
    } finally {
      running -= 1;
    }
  }

  const link = openListenerLink(backend, noteError);
  const worker = link.openWorker(queue, handle, {
    concurrency: options.concurrency ?? concurrency,
    watch: {
      reached: () => (reachedAt = new Date()),
      failed: noteError,
      closing: closing.signal,
    },
  });

  async function handlersEnded(withinMs: number): Promise<boolean> {
    const deadline = performance.now() + withinMs;
    while (running > 0 && performance.now() < deadline) await pauseFor(LOOK_EVERY_MS);
    return running === 0;
  }

  async function close(): Promise<void> {
    closing.abort();
    const finished = worker.close();
    if (!(await handlersEnded(options.drainWithinMs ?? DRAIN_WITHIN_MS))) {
      logger.warn({ queue, running }, "handlers did not end in time: aborting them");
      abort.abort(new Error(`the ${queue} listener closes and will not wait any longer`));
      await handlersEnded(GRACE_MS);
    }
    // A message whose handler did not end stays marked as running, and returns to a listener as stalled.
    if (running === 0) await settlesWithin(finished, GRACE_MS);
    await link.close();
  }

  return {
    async ready(timeoutMs = READY_WITHIN_MS) {
      const deadline = performance.now() + timeoutMs;
      while (!reachedAt) {
        if (performance.now() >= deadline) {
          throw new QueueBackendUnreachable(backend, timeoutMs, errorText(lastError));
        }
        await pauseFor(LOOK_EVERY_MS);
      }
    },
    health: () => ({
      healthy: reachedAt !== undefined && Date.now() - reachedAt.getTime() < HEALTHY_WITHIN_MS,
      reachedAt,
      consumedAt,
      running,
    }),
    close: () => (closed ??= close()),
    [Symbol.asyncDispose]: () => (closed ??= close()),
  };
}
