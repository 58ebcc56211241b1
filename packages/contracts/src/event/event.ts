import { z } from "zod";
import { discriminatorOf } from "../discriminator.ts";
import { exampleIds, exampleTimes } from "../example-world.ts";
import { exampleFailedJob, exampleHeldJob, exampleJob } from "../job/example-job.ts";
import { exampleRow } from "../job/example-row.ts";
import {
  CreditsRefundedData,
  JobCompletedData,
  JobFailedData,
  JobHeldData,
  PingData,
  RowsBatchData,
} from "./event-data.ts";
import { count, timestamp } from "../scalar.ts";

/** The body of a callback: what happened, when, and its data. */
function eventOf<Type extends string, Data extends z.ZodType>(type: Type, data: Data) {
  return z.object({
    type: z.literal(type).describe(`Always \`${type}\`: a receiver branches on it.`),
    timestamp: timestamp().describe("When it happened. Retries and resends repeat it unchanged."),
    sequence: count().describe(
      "Position in the gapless sequence of this endpoint, from 1. A gap means that an event is still to be delivered.",
    ),
    data: data.describe("What happened, in the shape of this type of event."),
  });
}
const example = (type: string, sequence: number, data: unknown) => ({
  type,
  timestamp: exampleTimes.ended,
  sequence,
  data,
});

export const RowsBatchEvent = eventOf("rows.batch", RowsBatchData).meta({
  id: "RowsBatchEvent",
  description:
    "One numbered page of a job's results: 500 rows or 256 kB, whichever comes first. All pages precede `job.completed` in the sequence.",
  examples: [example("rows.batch", 41, { job_id: exampleIds.job, page: 1, rows: [exampleRow] })],
});
export type RowsBatchEvent = z.infer<typeof RowsBatchEvent>;

export const JobCompletedEvent = eventOf("job.completed", JobCompletedData).meta({
  id: "JobCompletedEvent",
  description: "Every row of a job has its result.",
  examples: [
    example("job.completed", 42, {
      job: exampleJob,
      pages: 1,
      export: {
        bytes: 412,
        sha256: "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730",
        path: `/v1/jobs/${exampleIds.job}/results?format=csv`,
      },
    }),
  ],
});
export type JobCompletedEvent = z.infer<typeof JobCompletedEvent>;

export const JobFailedEvent = eventOf("job.failed", JobFailedData).meta({
  id: "JobFailedEvent",
  description: "A job could not start. Nothing was charged.",
  examples: [example("job.failed", 43, { job: exampleFailedJob, reason: "insufficient_credits" })],
});
export type JobFailedEvent = z.infer<typeof JobFailedEvent>;

export const JobHeldEvent = eventOf("job.held", JobHeldData).meta({
  id: "JobHeldEvent",
  description: "A job waits for credits or for mail hosts. It continues without a call when it has them.",
  examples: [example("job.held", 44, { job: exampleHeldJob, reason: "insufficient_credits" })],
});
export type JobHeldEvent = z.infer<typeof JobHeldEvent>;

export const CreditsRefundedEvent = eventOf("credits.refunded", CreditsRefundedData).meta({
  id: "CreditsRefundedEvent",
  description: "The credits of a paid row were refunded, because its email bounced or proved invalid.",
  examples: [
    example("credits.refunded", 45, {
      job_id: exampleIds.job,
      row: 1,
      email: "ada@acme.test",
      cause: "bounced",
      credits: 1,
      entry: exampleIds.refund,
      available: 97,
    }),
  ],
});
export type CreditsRefundedEvent = z.infer<typeof CreditsRefundedEvent>;

export const PingEvent = eventOf("ping", PingData).meta({
  id: "PingEvent",
  description: "Sent on request, signed and delivered like every event.",
  examples: [example("ping", 46, { webhook_id: exampleIds.webhook })],
});
export type PingEvent = z.infer<typeof PingEvent>;

const events = [
  RowsBatchEvent,
  JobCompletedEvent,
  JobFailedEvent,
  JobHeldEvent,
  CreditsRefundedEvent,
  PingEvent,
] as const;

export const WebhookEvent = z.discriminatedUnion("type", events).meta({
  id: "WebhookEvent",
  description:
    "What is posted to a callback, signed as Standard Webhooks prescribe: `webhook-id`, `webhook-timestamp` and `webhook-signature`. Retries and resends have the same id and the same bytes.",
  discriminator: discriminatorOf("type", events),
});
export type WebhookEvent = z.infer<typeof WebhookEvent>;

export const WebhookEventType = z.enum(WebhookEvent.options.map(({ shape }) => shape.type.value)).meta({
  id: "WebhookEventType",
  description:
    "`rows.batch`: a page of results of a job that is about to complete. `job.completed`: every row of a job has its result. `job.failed`: a job could not start. `job.held`: a job waits for credits or for a healthy connection to mail hosts. `credits.refunded`: a paid row was refunded. `ping`: a caller tests the endpoint. More types may follow: ignore those that you do not know.",
});
export type WebhookEventType = z.infer<typeof WebhookEventType>;
