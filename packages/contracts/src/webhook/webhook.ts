import { z } from "zod";
import { WebhookEventType } from "../event/event.ts";
import { pageOf, Timestamp } from "../page.ts";

/** Where an organization's events are posted: each in a lane of its own, signed with the organization's secret. */
export const Webhook = z.object({
  id: z.string(),
  url: z.string(),
  /** null: all of them. */
  event_types: z.array(WebhookEventType).nullable(),
  status: z.enum(["enabled", "disabled"]),
  /** Since when every post has failed; after five days the endpoint is disabled and its events are held. */
  failing_since: Timestamp.nullable(),
  /** The last position in the endpoint's own gapless sequence. */
  sequence: z.int(),
  created_at: Timestamp,
});
export type Webhook = z.infer<typeof Webhook>;

export const WebhookList = pageOf(Webhook);
export type WebhookList = z.infer<typeof WebhookList>;

export const CreateWebhook = z.strictObject({
  url: z.string().min(1).max(2_000),
  /** All of them when left out. */
  event_types: z.array(WebhookEventType).min(1).max(20).optional(),
});
export type CreateWebhook = z.infer<typeof CreateWebhook>;

/** One event on its way to one endpoint. */
export const Delivery = z.object({
  id: z.string(),
  event_id: z.string(),
  type: WebhookEventType,
  sequence: z.int(),
  state: z.enum(["pending", "delivered", "failed"]),
  attempts: z.int(),
  /** When it is tried again, while it is pending. */
  next_attempt_at: Timestamp.nullable(),
  delivered_at: Timestamp.nullable(),
  last_attempt: z
    .object({
      outcome: z.string(),
      status: z.int().nullable(),
      detail: z.string().nullable(),
      duration_ms: z.int(),
      at: Timestamp,
    })
    .nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

export const DeliveryPage = pageOf(Delivery);
export type DeliveryPage = z.infer<typeof DeliveryPage>;

/** Something that happened, whether or not it was posted anywhere. */
export const EventEntry = z.object({
  id: z.string(),
  type: WebhookEventType,
  job_id: z.string().nullable(),
  /** Of `rows.batch`; 0 otherwise. */
  page: z.int(),
  created_at: Timestamp,
  /**
   * As in the body of its callback, in the shape that it had when it happened. null: a page of rows, which the results of the
   * job hold, or what was recorded before it was kept.
   */
  data: z.record(z.string(), z.unknown()).nullable(),
});
export type EventEntry = z.infer<typeof EventEntry>;

/** At most one of `after`, `from` and `tail` says where the list begins; without one it is the beginning of time. */
export const EventQuery = z
  .strictObject({
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    /** The id of an event: those after it. */
    after: z.string().max(100).optional(),
    /** The id of an event: itself and those after it. */
    from: z.string().max(100).optional(),
    /** The newest so many. */
    tail: z.coerce.number().int().min(1).max(1000).optional(),
    /** How many seconds to wait for an event when there is none. */
    wait: z.coerce.number().int().min(0).max(20).default(0),
  })
  .refine(({ after, from, tail }) => [after, from, tail].filter((one) => one !== undefined).length <= 1, {
    path: ["after"],
    error: "Only one of after, from and tail.",
  });
export type EventQuery = z.infer<typeof EventQuery>;

export const EventPage = pageOf(EventEntry);
export type EventPage = z.infer<typeof EventPage>;

export const PingAnswer = z.object({ event_id: z.string() });
export type PingAnswer = z.infer<typeof PingAnswer>;

export const ResendAnswer = z.object({ id: z.string(), state: z.literal("pending") });
export type ResendAnswer = z.infer<typeof ResendAnswer>;
