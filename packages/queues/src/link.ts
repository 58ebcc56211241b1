import type { Processor, Queue, Worker } from "bullmq";
import type { QueueName } from "@winnow/contracts";
import { backendPlace, type QueueBackend } from "#backend.ts";
import type { FetchWatch } from "#fetch-watch.ts";

/** A bell's connections. Opening connects lazily and never throws; a call on a broken link fails within seconds. */
export interface BellLink {
  openQueue(name: QueueName): Queue;
  /** One attempt to connect, where there is no connection yet; no round trip otherwise. @throws the backend's error. */
  connected(): Promise<void>;
  /** One round trip. @throws the backend's error. */
  ping(): Promise<void>;
  /** Closes the connections, by force where they hang. Never rejects. */
  close(): Promise<void>;
}

/** A listener's connections. They wait for the backend's return. */
export interface ListenerLink {
  openWorker(name: QueueName, processor: Processor, options: WorkerSettings): Worker;
  close(): Promise<void>;
}

export interface WorkerSettings {
  readonly concurrency: number;
  readonly watch: FetchWatch;
}

export type OnBackendError = (error: unknown) => void;

/** The backend did not answer in time. */
export class QueueBackendUnreachable extends Error {
  override readonly name = "QueueBackendUnreachable";
  constructor(backend: QueueBackend, waitedMs: number, reason: string) {
    super(
      `the queue backend (${backendPlace(backend)}) did not answer within ${waitedMs} ms; last error: ${reason}. ` +
        "Check that the server runs and that the address and password are right.",
    );
  }
}
