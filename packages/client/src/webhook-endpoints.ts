import {
  DeliveryPage,
  EventPage,
  PingAnswer,
  Webhook,
  WebhookList,
  type CreateWebhook,
  type Delivery,
  type EventEntry,
} from "@winnow/contracts";
import type { CallOptions } from "#http/call.ts";
import { followEvents, type FollowOptions } from "#follow-events.ts";
import { paginate, type ListOptions } from "#paginate.ts";
import { jsonBody, type Transport } from "#http/transport.ts";

/** Endpoints that get the organization's events. */
export interface WebhookEndpoints {
  list(options?: CallOptions): Promise<readonly Webhook[]>;
  /** The same URL again changes its types. */
  create(webhook: CreateWebhook, options?: CallOptions): Promise<Webhook>;
  remove(id: string, options?: CallOptions): Promise<void>;
  /** Sends a test event. @returns the event's id */
  ping(id: string, options?: CallOptions): Promise<string>;
  enable(id: string, options?: CallOptions): Promise<Webhook>;
  deliveries(id: string, options?: ListOptions): AsyncGenerator<Delivery, void, undefined>;
  resend(id: string, deliveryId: string, options?: CallOptions): Promise<void>;
  /** What happened after the event with this id, up to now. */
  events(after?: string, options?: CallOptions): AsyncGenerator<EventEntry, void, undefined>;
  /** What happens from now on, or happened since an event, without end: as it happens, and none left out. */
  follow(options?: FollowOptions): AsyncGenerator<EventEntry, void, undefined>;
}

export function createWebhookEndpoints(transport: Transport): WebhookEndpoints {
  const pathOf = (id: string, suffix = "") => `/v1/webhooks/${encodeURIComponent(id)}${suffix}`;
  const once = { repeatable: "refused" } as const;
  return {
    list: async (options) =>
      (await transport.ask({ method: "GET", path: "/v1/webhooks", ...options }, WebhookList)).data,
    create: (webhook, options) =>
      transport.ask({ method: "POST", path: "/v1/webhooks", ...jsonBody(webhook), ...options }, Webhook),
    remove: async (id, options) => {
      await transport.send({ method: "DELETE", path: pathOf(id), ...once, ...options });
    },
    ping: async (id, options) => {
      const call = { method: "POST", path: pathOf(id, "/ping"), ...once, ...options } as const;
      return (await transport.ask(call, PingAnswer)).event_id;
    },
    enable: (id, options) =>
      transport.ask({ method: "POST", path: pathOf(id, "/enable"), ...options }, Webhook),
    deliveries: (id, options = {}) => paginate(transport, pathOf(id, "/deliveries"), DeliveryPage, options),
    resend: async (id, deliveryId, options) => {
      const path = pathOf(id, `/deliveries/${encodeURIComponent(deliveryId)}/resend`);
      await transport.send({ method: "POST", path, ...once, ...options });
    },
    async *events(after, options) {
      for (let last = after, more = true; more;) {
        const query = { after: last };
        const page = await transport.ask({ method: "GET", path: "/v1/events", query, ...options }, EventPage);
        yield* page.data;
        last = page.data.at(-1)?.id ?? last;
        more = page.has_more;
      }
    },
    follow: (options = {}) => followEvents(transport, options),
  };
}
