import { queuePayloads, type QueueName, type QueuePayloads } from "@winnow/contracts";
import { settings } from "@winnow/runtime";

/** One queue: what its messages carry, how many run at once, and what it is for. */
export interface QueueDefinition<Name extends QueueName> {
  readonly payload: (typeof queuePayloads)[Name];
  /** Messages that one listener handles at once; the setting's default where there is one. */
  readonly concurrency: number;
  /** The setting that replaces `concurrency`. */
  readonly setting?: keyof typeof settings;
  /** 1 is first. A message without a priority of its own gets this one; a caller who waits rings with a smaller one. */
  readonly priority: number;
  /** One sentence for the queue map. */
  readonly purpose: string;
}

const chunksAtOnce = {
  concurrency: settings.WORKER_CONCURRENCY.default,
  setting: "WORKER_CONCURRENCY",
} as const;

/** Every queue of the product. A queue's name is an order; its messages say where to look. */
export const queueCatalogue: { readonly [Name in QueueName]: QueueDefinition<Name> } = {
  "plan-job": {
    payload: queuePayloads["plan-job"],
    // Planning a million rows takes a while, and other jobs wait for as little as one.
    concurrency: 4,
    priority: 10,
    purpose: "A job was accepted, or a held one may go on: mark its rows, cut chunks, reserve credits.",
  },
  "process-chunk": {
    payload: queuePayloads["process-chunk"],
    ...chunksAtOnce,
    priority: 10,
    purpose: "A chunk waits for its first pass: lease it, enrich and verify its rows, settle.",
  },
  "recheck-rows": {
    payload: queuePayloads["recheck-rows"],
    ...chunksAtOnce,
    priority: 10,
    purpose: "Deferred rows of a chunk have become due: look at them again.",
  },
  "deliver-webhook": {
    payload: queuePayloads["deliver-webhook"],
    concurrency: 20,
    priority: 10,
    purpose: "An endpoint has deliveries due: post them in order.",
  },
};

/** The names, in the order of the catalogue. */
export const queueNames = Object.keys(queueCatalogue) as readonly QueueName[];

/**
 * What makes two messages of a queue the same: the payload's values in schema order, joined by a dot,
 * which ids cannot contain. BullMQ forbids `:`.
 */
export function messageId<Name extends QueueName>(queue: Name, payload: QueuePayloads[Name]): string {
  const values: Readonly<Record<string, string | number>> = payload;
  return Object.keys(queueCatalogue[queue].payload.shape)
    .map((key) => String(values[key]))
    .join(".");
}
