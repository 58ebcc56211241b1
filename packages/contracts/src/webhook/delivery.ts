import { z } from "zod";
import { WebhookEventType } from "../event/event.ts";
import { exampleIds, exampleTimes } from "../example-world.ts";
import { pageOf } from "../page.ts";
import { count, timestamp } from "../scalar.ts";

export const DeliveryState = z.enum(["pending", "delivered", "failed"]).meta({
  id: "DeliveryState",
  description:
    "`pending`: to be posted, for the first time or again. `delivered`: the endpoint answered 2xx. `failed`: the last of ten attempts failed; it can be resent.",
});
export type DeliveryState = z.infer<typeof DeliveryState>;

export const DeliveryAttempt = z
  .object({
    outcome: z
      .string()
      .describe(
        "`delivered`: 2xx. `rejected`: another status; redirects are not followed. `unreachable`: no whole answer within 15 seconds.",
      ),
    status: count().nullable().describe("HTTP status of the answer. null: there was none."),
    detail: z.string().nullable().describe("With `unreachable`: the error in words. null otherwise."),
    duration_ms: count().describe("Milliseconds from the connection to the end of the answer."),
    at: timestamp().describe("When the answer was complete, or the attempt was given up."),
  })
  .meta({
    id: "DeliveryAttempt",
    description: "One post to the endpoint, and its outcome.",
  });
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

export const Delivery = z
  .object({
    id: z.string().describe("Sortable, `del_` + 26 characters; identifies the delivery when it is resent."),
    event_id: z
      .string()
      .describe("The event that is posted (`evt_…`); its `webhook-id` header, the same in every attempt."),
    type: WebhookEventType.describe("Repeats the `type` in the body that is posted."),
    sequence: count().describe("The event's position in the sequence of this endpoint, as in its body."),
    state: DeliveryState.describe("Whether the endpoint has accepted the event so far."),
    attempts: count().describe("How often it was posted, resends included."),
    next_attempt_at: timestamp()
      .nullable()
      .describe(
        "When it is posted next, while it is `pending`; it waits while the endpoint is disabled. null otherwise.",
      ),
    delivered_at: timestamp()
      .nullable()
      .describe("When the endpoint last answered 2xx. null: it has not yet."),
    last_attempt: DeliveryAttempt.nullable().describe("The latest attempt. null before the first."),
  })
  .meta({
    id: "Delivery",
    description:
      "One event on its way to one endpoint. After a failure it is posted again, up to nine times over three days.",
    examples: [
      {
        id: exampleIds.delivery,
        event_id: exampleIds.event,
        type: "job.completed",
        sequence: 42,
        state: "delivered",
        attempts: 1,
        next_attempt_at: null,
        delivered_at: exampleTimes.ended,
        last_attempt: {
          outcome: "delivered",
          status: 200,
          detail: null,
          duration_ms: 87,
          at: exampleTimes.ended,
        },
      },
    ],
  });
export type Delivery = z.infer<typeof Delivery>;

export const DeliveryPage = pageOf(Delivery, {
  id: "DeliveryPage",
  description: "A page of the deliveries to an endpoint, the latest in its sequence first.",
});
export type DeliveryPage = z.infer<typeof DeliveryPage>;

export const ResendAnswer = z
  .object({
    id: z
      .string()
      .describe(
        "The delivery that was resent (`del_…`). Body and `webhook-id` are those of the first attempt.",
      ),
    state: z.literal("pending").describe("Always `pending`: the post is due now."),
  })
  .meta({
    id: "ResendAnswer",
    description: "A delivery that is posted again.",
    examples: [{ id: exampleIds.delivery, state: "pending" }],
  });
export type ResendAnswer = z.infer<typeof ResendAnswer>;
