import { once } from "node:events";
import { createRedisBackend, Queue, Worker, type RedisOptions } from "bullmq";
import { Redis } from "ioredis";
import type { QueueName } from "@winnow/contracts";
import { settlesWithin } from "@winnow/runtime/within";
import type { RedisBackend } from "#backend.ts";
import { watchFetches } from "#fetch-watch.ts";
import type { BellLink, ListenerLink, OnBackendError } from "#link.ts";
import { defaultMessageOptions, EVENTS_MAX, workerRhythm } from "#message-options.ts";

const CLOSE_WITHIN_MS = 2_000;
const CONNECT_WITHIN_MS = 2_000;

/** For every connection: come back within a second, and notice a peer that went silent. */
const endurance = {
  retryStrategy: (attempt: number) => Math.min(50 * 2 ** attempt, 1_000),
  connectTimeout: 5_000,
  keepAlive: 10_000,
  // Counts only while an answer is owed; the longest is that of a blocked fetch (`drainDelay`, 5 s).
  socketTimeout: 30_000,
} satisfies RedisOptions;

/** In a Redis Cluster a queue's keys must share a slot: the braces ensure that for each queue. */
function keyPrefix(name: QueueName): string {
  return `{winnow-${name}}`;
}

/** All queues of a bell share one connection. Without an offline queue an outage cannot fill the memory with rings. */
export function openRedisBellLink(backend: RedisBackend, onError: OnBackendError): BellLink {
  const client = new Redis(backend.url, {
    ...endurance,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: 5_000,
  });
  client.on("error", onError);
  let connecting: Promise<void> | undefined;
  async function connected(): Promise<void> {
    if (client.status === "ready") return;
    // One wait for all callers: each would put its own listeners on the client.
    connecting ??= nextReady(client).finally(() => (connecting = undefined));
    await connecting;
  }
  return {
    openQueue(name) {
      const queue = new Queue(name, {
        connection: client,
        prefix: keyPrefix(name),
        defaultJobOptions: defaultMessageOptions,
        streams: { events: { maxLen: EVENTS_MAX } },
        // The version check is one command whose failure BullMQ remembers for good; a worker's connection retries it.
        skipVersionCheck: true,
      });
      queue.on("error", onError);
      return queue;
    },
    connected,
    async ping() {
      await connected();
      await client.ping();
    },
    async close() {
      if (client.status === "ready") await settlesWithin(client.quit(), CLOSE_WITHIN_MS);
      client.disconnect();
    },
  };
}

/** @throws the connection's error if there is one first, or after 2 s. */
async function nextReady(client: Redis): Promise<void> {
  await once(client, "ready", { signal: AbortSignal.timeout(CONNECT_WITHIN_MS) });
}

/** A worker opens two connections, one of which blocks. */
export function openRedisListenerLink(backend: RedisBackend, onError: OnBackendError): ListenerLink {
  const workers: Worker[] = [];
  return {
    openWorker(name, processor, { concurrency, watch }) {
      const worker = new Worker(
        name,
        processor,
        {
          connection: { ...endurance, url: backend.url, maxRetriesPerRequest: null },
          prefix: keyPrefix(name),
          concurrency,
          ...workerRhythm,
        },
        (...build) => watchFetches(createRedisBackend(...build), watch),
      );
      worker.on("error", onError);
      workers.push(worker);
      return worker;
    },
    async close() {
      for (const worker of workers) {
        // After an orderly close there is nothing left to do, and this returns at once.
        await settlesWithin(worker.getBackend().close(true), CLOSE_WITHIN_MS);
      }
    },
  };
}
