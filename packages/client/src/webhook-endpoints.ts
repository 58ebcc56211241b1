import type { CreateWebhook } from "@winnow/contracts";
import type { Delivery, EventEntry, Webhook } from "#answers.ts";
import { followEvents, type FollowOptions } from "#follow-events.ts";
import type { CallOptions } from "#http/call.ts";
import { jsonBody } from "#http/json.ts";
import type { Transport } from "#http/transport.ts";
import { paginate, type ListOptions } from "#paginate.ts";
import { EVENT_PAGE, LIST } from "#shape.ts";

/** Endpoints that receive the organization's events. */
export interface WebhookEndpoints {
  /** Every endpoint of the organization. */
  list(options?: CallOptions): Promise<readonly Webhook[]>;
  /** Registers a URL, for all events or some types of them. The same URL again changes its types. */
  create(webhook: CreateWebhook, options?: CallOptions): Promise<Webhook>;
  /** Removes an endpoint; events that it has not received are no longer posted. */
  remove(id: string, options?: CallOptions): Promise<void>;
  /** Sends a test event. @returns the event's id */
  ping(id: string, options?: CallOptions): Promise<string>;
  /** Enables a disabled endpoint; held events are posted first. */
  enable(id: string, options?: CallOptions): Promise<Webhook>;
  /** The deliveries of an endpoint, posted and pending, newest first. */
  deliveries(id: string, options?: ListOptions): AsyncGenerator<Delivery, void, undefined>;
  /** Posts an event again. */
  resend(id: string, deliveryId: string, options?: CallOptions): Promise<void>;
  /** Events after the event with this id, up to now. @throws WinnowError `invalid_cursor` for an unknown id */
  events(after?: string, options?: CallOptions): AsyncGenerator<EventEntry, void, undefined>;
  /** Events from now on, or since an event, without end: as they happen, without missing one. */
  follow(options?: FollowOptions): AsyncGenerator<EventEntry, void, undefined>;
}

export function createWebhookEndpoints(transport: Transport): WebhookEndpoints {
  const pathOf = (id: string, suffix = "") => `/v1/webhooks/${encodeURIComponent(id)}${suffix}`;
  const once = { repeatable: "refused" } as const;
  return {
    list: async (options) => {
      const call = { method: "GET", path: "/v1/webhooks", ...options } as const;
      return (await transport.ask<{ data: Webhook[] }>(call, LIST)).data;
    },
    create: (webhook, options) =>
      transport.ask({ method: "POST", path: "/v1/webhooks", ...jsonBody(webhook), ...options }),
    remove: (id, options) => transport.send({ method: "DELETE", path: pathOf(id), ...once, ...options }),
    ping: async (id, options) => {
      const call = { method: "POST", path: pathOf(id, "/ping"), ...once, ...options } as const;
      return (await transport.ask<{ event_id: string }>(call)).event_id;
    },
    enable: (id, options) => transport.ask({ method: "POST", path: pathOf(id, "/enable"), ...options }),
    deliveries: (id, options) => paginate(transport, pathOf(id, "/deliveries"), options),
    resend: (id, deliveryId, options) => {
      const path = pathOf(id, `/deliveries/${encodeURIComponent(deliveryId)}/resend`);
      return transport.send({ method: "POST", path, ...once, ...options });
    },
    async *events(after, options) {
      for (let last = after, more = true; more;) {
        const call = { method: "GET", path: "/v1/events", query: { after: last }, ...options } as const;
        const page = await transport.ask<{ data: EventEntry[]; has_more: boolean }>(call, EVENT_PAGE);
        yield* page.data;
        more = page.has_more && page.data.length > 0;
        last = page.data.at(-1)?.id ?? last;
      }
    },
    follow: (options = {}) => followEvents(transport, options),
  };
}
