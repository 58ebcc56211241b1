import { EventQuery } from "@winnow/contracts";
import { listEvents } from "@winnow/core";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route.ts";

/** What happened after an event: whoever reads on from its last one has missed nothing. */
export const listEventsRoute = defineRoute({
  method: "GET",
  path: "/v1/events",
  access: "key",
  scopes: ["jobs:read"],
  async handle({ request, response, context }) {
    const query = validate(EventQuery, request.query);
    requireStorable(query);
    const listed = await listEvents(context, query);
    if (listed.outcome === "invalid_cursor") {
      throw new ApiError("invalid_cursor", { detail: "There is no event with this id." });
    }
    response.json(listed.page);
  },
});
