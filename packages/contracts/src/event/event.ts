import { z } from "zod";
import { Job } from "../job/job.ts";
import { Row } from "../job/row.ts";

/** The body of a callback: what happened, when, and its data. */
function eventOf<Type extends string, Data extends z.ZodType>(type: Type, data: Data) {
  return z.object({
    type: z.literal(type),
    timestamp: z.iso.datetime(),
    /** Position in the endpoint's own gapless sequence: a receiver can prove that it missed nothing. */
    sequence: z.int(),
    data,
  });
}

/** `rows.batch`: one numbered page of results, at most 500 rows or 256 kB. */
export const RowsBatch = eventOf(
  "rows.batch",
  z.object({ job_id: z.string(), page: z.int(), rows: z.array(Row) }),
);
export type RowsBatch = z.infer<typeof RowsBatch>;

export const JobCompleted = eventOf(
  "job.completed",
  z.object({
    job: Job,
    /** How many `rows.batch` events carry the rows. */
    pages: z.int(),
    /** The CSV export of this job: its size and digest, so a download can be checked. */
    export: z.object({ bytes: z.int(), sha256: z.string(), path: z.string() }),
  }),
);
export type JobCompleted = z.infer<typeof JobCompleted>;

export const JobFailed = eventOf("job.failed", z.object({ job: Job, reason: z.string() }));
export type JobFailed = z.infer<typeof JobFailed>;

export const JobHeld = eventOf("job.held", z.object({ job: Job, reason: z.string() }));
export type JobHeld = z.infer<typeof JobHeld>;

export const RefundCause = z.enum(["bounced", "rechecked", "reclassified"]);
export type RefundCause = z.infer<typeof RefundCause>;

/** A row that was paid for was refunded: its email bounced, or a later check found it invalid. */
export const CreditsRefunded = eventOf(
  "credits.refunded",
  z.object({
    job_id: z.string(),
    row: z.int(),
    email: z.string(),
    cause: RefundCause,
    credits: z.number(),
    /** The entry of the refund; it names the capture that it reverses. */
    entry: z.string(),
    available: z.number(),
  }),
);
export type CreditsRefunded = z.infer<typeof CreditsRefunded>;

/** Sent on request, to try an endpoint. */
export const Ping = eventOf("ping", z.object({ webhook_id: z.string() }));
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
export const WebhookEventType = z.enum(WebhookEvent.options.map(({ shape }) => shape.type.value));
export type WebhookEventType = z.infer<typeof WebhookEventType>;
