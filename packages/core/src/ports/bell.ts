import type { QueueName, QueuePayloads } from "@winnow/contracts";

/** Wakes a worker: "look here". Lost or repeated rings are harmless, because tables decide what is due. */
export interface Bell {
  ring<Name extends QueueName>(
    queue: Name,
    payload: QueuePayloads[Name],
    /** 1 is first; the queue's default, when left out. */
    options?: { readonly priority?: number },
  ): Promise<void>;
}
