import { z } from "zod";
import { Job } from "../job/job.ts";
import { Row } from "../job/row.ts";

/** `rows.batch`: one numbered page of results, at most 500 rows or 256 kB. */
export const RowsBatch = z.object({
  type: z.literal("rows.batch"),
  timestamp: z.iso.datetime(),
  /** Position in the endpoint's own gapless sequence: a receiver can prove that it missed nothing. */
  sequence: z.int(),
  data: z.object({ job_id: z.string(), page: z.int(), rows: z.array(Row) }),
});
export type RowsBatch = z.infer<typeof RowsBatch>;

export const JobCompleted = z.object({
  type: z.literal("job.completed"),
  timestamp: z.iso.datetime(),
  sequence: z.int(),
  data: z.object({
    job: Job,
    /** How many `rows.batch` events carry the rows. */
    pages: z.int(),
    /** The CSV export of this job: its size and digest, so a download can be checked. */
    export: z.object({ bytes: z.int(), sha256: z.string(), path: z.string() }),
  }),
});
export type JobCompleted = z.infer<typeof JobCompleted>;

export const JobFailed = z.object({
  type: z.literal("job.failed"),
  timestamp: z.iso.datetime(),
  sequence: z.int(),
  data: z.object({ job: Job, reason: z.string() }),
});
export type JobFailed = z.infer<typeof JobFailed>;

export const JobHeld = z.object({
  type: z.literal("job.held"),
  timestamp: z.iso.datetime(),
  sequence: z.int(),
  data: z.object({ job: Job, reason: z.string() }),
});
export type JobHeld = z.infer<typeof JobHeld>;

export const RefundCause = z.enum(["bounced", "rechecked", "reclassified"]);
export type RefundCause = z.infer<typeof RefundCause>;

/** A row that was paid for was given back: its email bounced, or was found invalid later. */
export const CreditsRefunded = z.object({
  type: z.literal("credits.refunded"),
  timestamp: z.iso.datetime(),
  sequence: z.int(),
  data: z.object({
    job_id: z.string(),
    row: z.int(),
    email: z.string(),
    cause: RefundCause,
    credits: z.number(),
    /** The entry of the refund; it names the capture that it reverses. */
    entry: z.string(),
    available: z.number(),
  }),
});
export type CreditsRefunded = z.infer<typeof CreditsRefunded>;

/** Sent on request, to try an endpoint. */
export const Ping = z.object({
  type: z.literal("ping"),
  timestamp: z.iso.datetime(),
  sequence: z.int(),
  data: z.object({ webhook_id: z.string() }),
});
export type Ping = z.infer<typeof Ping>;

/** Everything that is posted to a callback. Names are past tense. */
export const WebhookEvent = z.discriminatedUnion("type", [
  RowsBatch,
  JobCompleted,
  JobFailed,
  JobHeld,
  CreditsRefunded,
  Ping,
]);
export type WebhookEvent = z.infer<typeof WebhookEvent>;
export const WebhookEventType = z.enum([
  "rows.batch",
  "job.completed",
  "job.failed",
  "job.held",
  "credits.refunded",
  "ping",
]);
export type WebhookEventType = WebhookEvent["type"];
