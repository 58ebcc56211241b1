import { z } from "zod";
import { WebhookEventType } from "../event/event.ts";
import { exampleCallback, exampleIds, exampleTimes } from "../example-world.ts";
import { pageOf } from "../page.ts";
import { count, timestamp } from "../scalar.ts";

export const WebhookStatus = z.enum(["enabled", "disabled"]).meta({
  id: "WebhookStatus",
  description:
    "`enabled`: events are posted. `disabled`: every post failed for five days, or the endpoint answered 410; events are held in order until it is enabled again.",
});
export type WebhookStatus = z.infer<typeof WebhookStatus>;

export const Webhook = z
  .object({
    id: z
      .string()
      .describe("Sortable, `whk_` + 26 characters. A job names the endpoint by it as `webhook_id`."),
    url: z
      .string()
      .describe(
        "Absolute URL that events are posted to, as it was registered. One URL is one endpoint: registering it again changes its types.",
      ),
    event_types: z
      .array(WebhookEventType)
      .nullable()
      .describe(
        "Types that are posted there; a job that names the endpoint posts all of its events. null: every type, later ones included.",
      ),
    status: WebhookStatus.describe("Whether events are posted or held."),
    failing_since: timestamp()
      .nullable()
      .describe(
        "When posts began to fail; after five days the endpoint is disabled. null: the last post succeeded, or none was made.",
      ),
    sequence: count().describe(
      "`sequence` of the latest event for this endpoint; 0 before the first. A receiver that has it and has no gap has everything.",
    ),
    created_at: timestamp().describe("When the URL was first used, by a registration or by a job."),
  })
  .meta({
    id: "Webhook",
    description:
      "An endpoint that receives the organization's events of one mode, signed with the organization's secret. A slow endpoint delays no other.",
    examples: [
      {
        id: exampleIds.webhook,
        url: exampleCallback,
        event_types: ["job.completed", "job.failed"],
        status: "enabled",
        failing_since: null,
        sequence: 42,
        created_at: exampleTimes.created,
      },
    ],
  });
export type Webhook = z.infer<typeof Webhook>;

export const WebhookList = pageOf(Webhook, {
  id: "WebhookList",
  description: "All registered endpoints, on one page, the newest first.",
});
export type WebhookList = z.infer<typeof WebhookList>;

export const CreateWebhook = z
  .strictObject({
    url: z.string().min(1).max(2_000).meta({
      format: "uri",
      description:
        "Where events are to be posted: `https`, port 443 or 80, and a host that resolves to public addresses only, unless the operator allows more. Another URL is refused with `validation_failed`.",
    }),
    event_types: z
      .array(WebhookEventType)
      .min(1)
      .max(20)
      .optional()
      .describe("Types to post there. Every type when left out, later ones included."),
  })
  .meta({
    id: "CreateWebhook",
    description: "An endpoint to register; an organization has at most 50 in each mode.",
    examples: [{ url: exampleCallback, event_types: ["job.completed", "job.failed"] }],
  });
export type CreateWebhook = z.infer<typeof CreateWebhook>;

export const PingAnswer = z
  .object({
    event_id: z
      .string()
      .describe(
        "The `webhook-id` that the ping is posted with (`evt_…`). The deliveries of the endpoint show its outcome.",
      ),
  })
  .meta({
    id: "PingAnswer",
    description: "A test event that will be posted.",
    examples: [{ event_id: exampleIds.event }],
  });
export type PingAnswer = z.infer<typeof PingAnswer>;
