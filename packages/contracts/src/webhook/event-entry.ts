import { z } from "zod";
import { WebhookEventType } from "../event/event.ts";
import { exampleIds, exampleTimes } from "../example-world.ts";
import { exampleFailedJob } from "../job/example-job.ts";
import { pageOf } from "../page.ts";
import { count, timestamp, wholeNumberText } from "../scalar.ts";

export const EventData = z.record(z.string(), z.unknown()).meta({
  id: "EventData",
  description: "The `data` of the event of that type, in the shape that it had when it happened.",
});
export type EventData = z.infer<typeof EventData>;

export const EventEntry = z
  .object({
    id: z
      .string()
      .describe(
        "Sortable, `evt_` + 26 characters. Send the id of your last event as `after`, so that you miss no event.",
      ),
    type: WebhookEventType.describe("Determines the shape of `data`."),
    job_id: z
      .string()
      .nullable()
      .describe("The job of the event (`job_…`). null for an event without a job, such as `ping`."),
    page: count().describe(
      "Distinguishes events of one job and type: the page of `rows.batch`, the row of `credits.refunded`, how often the job was held before. 0 otherwise.",
    ),
    created_at: timestamp().describe("When it happened; the `timestamp` of its callback."),
    data: EventData.nullable().describe(
      "As in the body of its callback. null for `rows.batch`, whose rows are in the results of the job; for `credits.refunded` once these are deleted; and for events from before the server kept data.",
    ),
  })
  .meta({
    id: "EventEntry",
    description: "An event, whether or not it was posted to an endpoint.",
    examples: [
      {
        id: exampleIds.event,
        type: "job.failed",
        job_id: exampleIds.job,
        page: 0,
        created_at: exampleTimes.ended,
        data: { job: exampleFailedJob, reason: "insufficient_credits" },
      },
    ],
  });
export type EventEntry = z.infer<typeof EventEntry>;

export const EventQuery = z
  .strictObject({
    limit: wholeNumberText(1, 1000)
      .default(100)
      .describe("The most events of an answer, unless `tail` is given."),
    after: z
      .string()
      .max(100)
      .optional()
      .describe(
        "Id of an event: the list begins with the next one. Without `after`, `from` and `tail` it begins with the oldest event.",
      ),
    from: z
      .string()
      .max(100)
      .optional()
      .describe("Id of an event: the list begins with it. Not together with `after` or `tail`."),
    tail: wholeNumberText(1, 1000)
      .optional()
      .describe(
        "Lists the newest events only, this many of them, in their order. Not together with `after` or `from`.",
      ),
    wait: wholeNumberText(0, 20)
      .default(0)
      .describe(
        "Seconds that the call waits for an event when there is none: 0 by default, 20 at most. It answers as soon as one happens.",
      ),
  })
  .refine(({ after, from, tail }) => [after, from, tail].filter((one) => one !== undefined).length <= 1, {
    path: ["after"],
    params: { code: "several_beginnings" },
    error: "stands beside another of after, from and tail, of which one at most may be given",
  })
  .meta({
    id: "EventQuery",
    description: "Where the list of events begins, and how long the call may wait for the next one.",
  });
export type EventQuery = z.infer<typeof EventQuery>;

export const EventPage = pageOf(EventEntry, {
  id: "EventPage",
  description: "Events in the order in which they happened, which never changes afterwards.",
  sentAs: "after",
});
export type EventPage = z.infer<typeof EventPage>;
