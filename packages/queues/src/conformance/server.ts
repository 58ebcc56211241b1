import type { QueueBackend } from "#backend.ts";

/** A backend's server that the test controls. */
export interface BackendServer extends AsyncDisposable {
  /** An empty backend on this server; what was there before is gone. */
  fresh(): Promise<QueueBackend>;
  /** SIGKILL to the server. */
  kill(): Promise<void>;
  /** Starts it again on its old data and address. */
  start(): Promise<void>;
  /** Empties it from outside, while everything runs: FLUSHALL, or the schema dropped. */
  empty(): Promise<void>;
  /** Deletes all messages without BullMQ, but not what it keeps about them. */
  loseMessages(): Promise<void>;
}
