import { EventPage, EventQuery } from "@winnow/contracts";
import { awaitEvents, withSlot, type TenantActor } from "@winnow/core";
import { rateLimited } from "#limit/rate-limit-headers.ts";
import { ApiError } from "#problem/api-error.ts";
import type { Call } from "#route/call.ts";
import { defineRoute } from "#route/define.ts";

/** Whoever finds no slot to wait in comes back after so long. */
const RETRY_AFTER_SECONDS = 2;

/**
 * What happened after an event: whoever reads on from its last one has missed nothing. With `wait` the answer comes when there
 * is something to tell; those who wait share their organization's slots with those who watch jobs.
 */
export const listEventsRoute = defineRoute({
  id: "listEvents",
  tag: "Webhooks",
  summary: "List events after an event",
  description:
    "In an order that never changes: a reader that goes on from the last event it saw has missed nothing. With `wait` the answer comes as soon as there is an event, or after that many seconds without one.",
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
    // Nobody is left to be told.
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
