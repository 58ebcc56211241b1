import type { z } from "zod";
import { DeliverWebhook } from "./deliver-webhook.ts";
import { PlanJob } from "./plan-job.ts";
import { ProcessChunk } from "./process-chunk.ts";
import { RecheckRows } from "./recheck-rows.ts";

export { DeliverWebhook, PlanJob, ProcessChunk, RecheckRows };

/** Queue name → payload. A payload has only the ids of rows to read, never data. */
export const queuePayloads = {
  "plan-job": PlanJob,
  "process-chunk": ProcessChunk,
  "recheck-rows": RecheckRows,
  "deliver-webhook": DeliverWebhook,
} as const;

export type QueueName = keyof typeof queuePayloads;
export type QueuePayloads = { [Name in QueueName]: z.infer<(typeof queuePayloads)[Name]> };
