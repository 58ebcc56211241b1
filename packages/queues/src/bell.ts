import type { Queue } from "bullmq";
import type { QueueName, QueuePayloads } from "@winnow/contracts";
import type { Logger } from "@winnow/runtime";
import { pauseFor } from "@winnow/runtime/pause";
import { withTimeout } from "@winnow/runtime/within";
import { backendPlace, type QueueBackend } from "#backend.ts";
import { queueCatalogue, queueNames } from "#catalogue.ts";
import { throttledErrorLog } from "#error-log.ts";
import { errorText } from "#error-text.ts";
import { QueueBackendUnreachable } from "#link.ts";
import { openBellLink } from "#open-link.ts";
import { placeLater, placeNow } from "#message.ts";

/** How long a ring may hold up its caller; the sweeper makes up for one that is given up. */
const RING_WITHIN_MS = 3_000;
const DEPTHS_WITHIN_MS = 10_000;
const READY_WITHIN_MS = 30_000;
const PING_EVERY_MS = 250;
/** A bulk add is one transaction with one advisory lock a message. */
const BATCH_MAX = 100;

export interface RingOptions {
  /** Not before so many milliseconds have passed. */
  readonly delayMs?: number;
  /** 1 is first; the catalogue's priority (10) otherwise. */
  readonly priority?: number;
}

/** Messages of one queue, by state. */
export interface QueueDepth {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
}

export interface BellOptions {
  readonly backend: QueueBackend;
  readonly logger: Logger;
  /** Told of rings that could not be placed, for a metric. */
  readonly onLost?: (queue: QueueName, count: number) => void;
}

/**
 * Wakes workers: "look here". PostgreSQL's tables are the truth and this is an alarm clock, so a lost or repeated
 * ring is harmless.
 *
 * Of one payload there is at most one message waiting, one running and one delayed:
 * - while one waits, ringing changes nothing;
 * - while one runs, ringing makes it run once more afterwards;
 * - a delayed ring stands apart from those, so that it can neither hold back nor be mistaken for one that is due;
 *   of two delayed rings the earlier due time holds. When it is due, the same payload may already be running:
 *   the table's lease decides;
 * - after a message completed, failed or vanished, ringing always places a new one.
 */
export interface Bell extends AsyncDisposable {
  /**
   * Places one message. Never rejects because the backend is away: that is logged and counted (`onLost`), takes
   * three seconds at most, and the sweeper rings again.
   * @throws ZodError for a payload that does not fit its schema.
   */
  ring<Name extends QueueName>(
    queue: Name,
    payload: QueuePayloads[Name],
    options?: RingOptions,
  ): Promise<void>;
  /** `ring` for many payloads of one queue, in batches. */
  ringMany<Name extends QueueName>(
    queue: Name,
    payloads: readonly QueuePayloads[Name][],
    options?: Pick<RingOptions, "priority">,
  ): Promise<void>;
  /**
   * Waits until the backend answers a query that is sent now, with its schema in place: for the start, and for a probe.
   * @throws QueueBackendUnreachable after `timeoutMs` (30 s).
   */
  ready(timeoutMs?: number): Promise<void>;
  /** Messages by queue and state. @throws while the backend is away. */
  depths(): Promise<Record<QueueName, QueueDepth>>;
  /** For bull-board. */
  readonly queues: readonly Queue[];
  close(): Promise<void>;
}

/** Opens a bell. Connects in the background; `ready()` says when it is through. */
export function createBell({ backend, logger, onLost }: BellOptions): Bell {
  const place = backendPlace(backend);
  const logError = throttledErrorLog(logger, { place, by: "bell" });
  let lastError: unknown = "no attempt has ended yet";
  let closing: Promise<void> | undefined;
  const link = openBellLink(backend, (error) => {
    lastError = error;
    if (!closing) logError(error);
  });
  const queues = Object.fromEntries(queueNames.map((name) => [name, link.openQueue(name)])) as {
    readonly [Name in QueueName]: Queue;
  };

  /** Tries once, and a second time because a restart of the server leaves dead connections. @throws after 3 s at most. */
  async function insist(work: () => Promise<unknown>): Promise<void> {
    if (closing) throw new Error("the bell is closed");
    const attempt = async () => {
      await link.connected();
      await work();
    };
    await withTimeout(attempt().catch(attempt), RING_WITHIN_MS);
  }

  function noteLost(queue: QueueName, count: number, error: unknown): void {
    logger.warn({ queue, count, place, reason: errorText(error) }, "ring lost; the sweeper will ring again");
    onLost?.(queue, count);
  }

  async function close(): Promise<void> {
    await Promise.allSettled(Object.values(queues).map((queue) => queue.close()));
    await link.close();
  }

  return {
    async ring(name, payload, { delayMs = 0, priority = queueCatalogue[name].priority } = {}) {
      const parsed = parse(name, payload);
      try {
        await insist(() =>
          delayMs > 0
            ? placeLater(queues[name], name, parsed, { priority, delayMs })
            : placeNow(queues[name], name, [parsed], { priority }),
        );
      } catch (error) {
        noteLost(name, 1, error);
      }
    },
    async ringMany(name, payloads, { priority = queueCatalogue[name].priority } = {}) {
      const parsed = payloads.map((payload) => parse(name, payload));
      for (let start = 0; start < parsed.length; start += BATCH_MAX) {
        const batch = parsed.slice(start, start + BATCH_MAX);
        try {
          await insist(() => placeNow(queues[name], name, batch, { priority }));
        } catch (error) {
          // The rest would take as long to fail, batch by batch.
          return noteLost(name, parsed.length - start, error);
        }
      }
    },
    async ready(timeoutMs = READY_WITHIN_MS) {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        const attempt = link.ping().catch((error: unknown) => {
          lastError = error;
          throw error;
        });
        try {
          return await withTimeout(attempt, Math.max(deadline - performance.now(), 1));
        } catch {
          if (performance.now() >= deadline) {
            throw new QueueBackendUnreachable(backend, timeoutMs, errorText(lastError));
          }
          await pauseFor(PING_EVERY_MS);
        }
      }
    },
    async depths() {
      // While the backend is away some of BullMQ's queries would wait for ever.
      await link.ping();
      const entries = Promise.all(
        queueNames.map(async (name) => [name, await depthOf(queues[name])] as const),
      );
      const counted = await withTimeout(entries, DEPTHS_WITHIN_MS, `${place} counts for too long`);
      return Object.fromEntries(counted) as Record<QueueName, QueueDepth>;
    },
    queues: Object.values(queues),
    close: () => (closing ??= close()),
    [Symbol.asyncDispose]: () => (closing ??= close()),
  };
}

function parse<Name extends QueueName>(name: Name, payload: QueuePayloads[Name]): QueuePayloads[Name] {
  return queueCatalogue[name].payload.parse(payload) as QueuePayloads[Name];
}

async function depthOf(queue: Queue): Promise<QueueDepth> {
  const counts = await queue.getJobCounts("waiting", "prioritized", "active", "delayed", "failed");
  const count = (state: string) => counts[state] ?? 0;
  return {
    waiting: count("waiting") + count("prioritized"),
    active: count("active"),
    delayed: count("delayed"),
    failed: count("failed"),
  };
}
