import type { DefaultJobOptions, WorkerOptions } from "bullmq";

/** A message that succeeded is removed; failed ones stay for a while, for operators. */
export const defaultMessageOptions: DefaultJobOptions = {
  // The tables say what is due, and the sweeper rings again.
  attempts: 1,
  removeOnComplete: true,
  removeOnFail: { age: 3 * 24 * 3600, count: 200 },
  stackTraceLimit: 1,
};

/** BullMQ’s own event stream, which nothing here reads, kept short. */
export const EVENTS_MAX = 1_000;

/**
 * A listener’s rhythm. A message of a killed process is free again `lockDuration` + `stalledInterval` after its
 * last renewal at the latest; a new ring of the same id waits for that. An idle listener looks every `drainDelay`
 * seconds even if no wake-up reaches it.
 */
export const workerRhythm = {
  lockDuration: 30_000,
  stalledInterval: 10_000,
  drainDelay: 5,
  runRetryDelay: 1_000,
} satisfies Partial<WorkerOptions>;
