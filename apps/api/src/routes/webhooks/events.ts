import { EventPage, EventQuery } from "@winnow/contracts";
import { awaitEvents, withSlot, type TenantActor } from "@winnow/core";
import { rateLimited } from "#limit/rate-limit-headers.ts";
import { ApiError } from "#problem/api-error.ts";
import type { Call } from "#route/call.ts";
import { defineRoute } from "#route/define.ts";

/** A caller that finds all slots taken may try again after this time. */
const RETRY_AFTER_SECONDS = 2;

/**
 * Events after an event: a reader that continues from its last one misses none. With `wait` the answer is sent when there is an
 * event; waiting calls share their organization's slots with streams of jobs.
 */
export const listEventsRoute = defineRoute({
  id: "listEvents",
  tag: "Webhooks",
  summary: "List events after an event",
  description:
    "In an order that never changes: a reader that continues after its last event misses none. With `wait` the answer is sent as soon as there is an event, or after that many seconds without one.",
  method: "GET",
  path: "/v1/events",
  access: "key",
  scopes: ["jobs:read"],
  query: EventQuery,
  answers: { 200: { description: "A page of events.", json: EventPage } },
  errors: ["invalid_cursor"],
  async handle(call) {
    const { query } = call;
    const listed = query.wait === 0 ? await list(call, query) : await listInSlot(call, query);
    if (listed.outcome === "invalid_cursor") {
      throw new ApiError("invalid_cursor", { detail: "There is no event with this id." });
    }
    // The caller has disconnected.
    return call.response.destroyed ? undefined : { status: 200, json: listed.page };
  },
});

async function listInSlot(call: Call<TenantActor>, query: EventQuery) {
  const { api, context } = call;
  const policy = { ...api.options.watchLimit, withinMs: (query.wait + 10) * 1000 };
  const subject = `watch ${context.actor.organizationId}:${context.actor.mode}`;
  const waited = await withSlot(context, { policy, subject }, () => list(call, query));
  if (waited.outcome === "too_many") throw rateLimited(policy.name, RETRY_AFTER_SECONDS);
  return waited.result;
}

async function list({ api, context, response }: Call<TenantActor>, query: EventQuery) {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  return awaitEvents(context, query, AbortSignal.any([gone.signal, api.closing]));
}
