import { randomUUID } from "node:crypto";
import type { Queue } from "bullmq";
import type { QueueName, QueuePayloads } from "@winnow/contracts";
import { messageId } from "#catalogue.ts";

/**
 * How a message is kept single. A fixed `jobId` would not do: a failed message that is kept for operators would swallow
 * every later ring of its id. BullMQ's deduplication key exists exactly as long as its message waits or runs, on both
 * backends, and is taken over when that message is gone. With `keepLastIfActive`, a ring that meets a running message is
 * stored and becomes a message when that one ends. Nor would BullMQ's own number do as the id. Where its counter was reset
 * (by a backup, or a PostgreSQL without a full log), a new message would be taken for an old one and vanish.
 *
 * (2026-11, BullMQ 6.7.0) Delayed messages have a key of their own. With one key for both, a delayed ring that meets a
 * running message would overwrite a stored immediate one, and an immediate ring would vanish into a message that is
 * delayed.
 */
function key(id: string) {
  return { id, keepLastIfActive: true };
}

/** Places messages that are due at once, together. */
export async function placeNow<Name extends QueueName>(
  queue: Queue,
  name: Name,
  payloads: readonly QueuePayloads[Name][],
  { priority }: { priority: number },
): Promise<void> {
  const messages = payloads.map((payload) => ({
    name,
    data: payload,
    opts: { jobId: randomUUID(), priority, deduplication: key(messageId(name, payload)) },
  }));
  const [first] = messages;
  if (messages.length === 1 && first) await queue.add(first.name, first.data, first.opts);
  else await queue.addBulk(messages);
}

/** Places a delayed message, or brings the standing one forward if this one is due earlier. */
export async function placeLater<Name extends QueueName>(
  queue: Queue,
  name: Name,
  payload: QueuePayloads[Name],
  { priority, delayMs }: { priority: number; delayMs: number },
): Promise<void> {
  const deduplication = key(`${messageId(name, payload)}.later`);
  const timestamp = Date.now();
  const jobId = randomUUID();
  const options = { jobId, timestamp, delay: delayMs, priority };
  const placed = await queue.add(name, payload, { ...options, deduplication });
  if (placed.id === jobId) return;
  // Another message stands. Its due time never changes (this replaces it rather than moving it), so it can be read.
  const standing = await queue.getJob(placed.id ?? "");
  if (!standing || standing.timestamp + standing.delay <= timestamp + delayMs) return;
  await queue.add(name, payload, { ...options, deduplication: { ...deduplication, replace: true } });
}
