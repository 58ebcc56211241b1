import { Queue, Worker, type BackendFactory, type PgPool, type PostgresConnectionOptions } from "bullmq";
import { settlesWithin } from "@winnow/runtime/within";
import type { PostgresBackend } from "#backend.ts";
import { watchFetches } from "#fetch-watch.ts";
import type { BellLink, ListenerLink, OnBackendError } from "#link.ts";
import { defaultMessageOptions, EVENTS_MAX, workerRhythm } from "#message-options.ts";
import { openQueuePool } from "#postgres/pool.ts";
import { RecoveringBackend, RecoveringConnection } from "#postgres/recovering-connection.ts";

const CLOSE_WITHIN_MS = 2_000;

type Factory = BackendFactory<RecoveringBackend, PostgresConnectionOptions>;

/** All queues of a bell share one pool. */
export function openPostgresBellLink(backend: PostgresBackend, onError: OnBackendError): BellLink {
  const { pool, connection, close } = connect(backend, "bell", onError);
  const factory: Factory = (name, options) => new RecoveringBackend(connection, name, options, false);
  return {
    openQueue(name) {
      const options = {
        connection: pool,
        defaultJobOptions: defaultMessageOptions,
        streams: { events: { maxLen: EVENTS_MAX } },
      };
      const queue = new Queue(name, options, factory);
      queue.on("error", onError);
      // The type would name the backend, which users of a queue need not know.
      return queue as unknown as Queue;
    },
    connected: () => connection.waitUntilReady(),
    ping: () => connection.ping(),
    close,
  };
}

/** A listener's worker has its pool for itself. */
export function openPostgresListenerLink(backend: PostgresBackend, onError: OnBackendError): ListenerLink {
  const { pool, connection, close } = connect(backend, "listener", onError);
  return {
    openWorker(name, processor, { concurrency, watch }) {
      // It owns the connection: only an owner LISTENs again after a lost one.
      const factory: Factory = (queueName, options) =>
        watchFetches(new RecoveringBackend(connection, queueName, options, true), watch);
      const worker = new Worker(name, processor, { connection: pool, concurrency, ...workerRhythm }, factory);
      worker.on("error", onError);
      return worker as unknown as Worker;
    },
    close,
  };
}

function connect(backend: PostgresBackend, role: "bell" | "listener", onError: OnBackendError) {
  const pool = openQueuePool(backend, role);
  // BullMQ describes the part of a pool that it uses; pg's overloads hide that theirs has it.
  const bullmqPool = pool as unknown as PgPool;
  const connection = new RecoveringConnection(bullmqPool);
  connection.on("error", onError);
  async function close(): Promise<void> {
    await settlesWithin(connection.close(), CLOSE_WITHIN_MS);
    if (!pool.ending) await settlesWithin(pool.end(), CLOSE_WITHIN_MS);
  }
  return { pool: bullmqPool, connection, close };
}
