import { EventQuery } from "@winnow/contracts";
import { awaitEvents, inPlace, type TenantActor } from "@winnow/core";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { rateLimited } from "#limit/rate-limit-headers.ts";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute, type Call } from "#route.ts";

/** Whoever finds no place to wait in comes back after so long. */
const RETRY_AFTER_SECONDS = 2;

/**
 * What happened after an event: whoever reads on from its last one has missed nothing. With `wait` the answer comes when there
 * is something to tell; those who wait share their organization's places with those who watch jobs.
 */
export const listEventsRoute = defineRoute({
  method: "GET",
  path: "/v1/events",
  access: "key",
  scopes: ["jobs:read"],
  async handle(call) {
    const query = validate(EventQuery, call.request.query);
    requireStorable(query);
    const listed = query.wait === 0 ? await list(call, query) : await listInPlace(call, query);
    if (listed.outcome === "invalid_cursor") {
      throw new ApiError("invalid_cursor", { detail: "There is no event with this id." });
    }
    // Nobody is left to be told.
    if (!call.response.destroyed) call.response.json(listed.page);
  },
});

async function listInPlace(call: Call<TenantActor>, query: EventQuery) {
  const { api, context } = call;
  const policy = { ...api.options.watchLimit, withinMs: (query.wait + 10) * 1000 };
  const subject = `watch ${context.actor.organizationId}:${context.actor.mode}`;
  const waited = await inPlace(context, { policy, subject }, () => list(call, query));
  if (waited.outcome === "too_many") throw rateLimited(policy.name, RETRY_AFTER_SECONDS);
  return waited.result;
}

async function list({ api, context, response }: Call<TenantActor>, query: EventQuery) {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  return awaitEvents(context, query, AbortSignal.any([gone.signal, api.closing]));
}
