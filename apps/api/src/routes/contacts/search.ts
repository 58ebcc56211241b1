import { SearchQuery } from "@winnow/contracts";
import { searchContacts } from "@winnow/core";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route.ts";

/** Contacts that match, for nothing: emails are masked until they are revealed. */
export const searchRoute = defineRoute({
  method: "GET",
  path: "/v1/search",
  access: "key",
  scopes: ["search"],
  async handle({ request, response, context }) {
    const query = validate(SearchQuery, request.query);
    requireStorable(query);
    const found = await searchContacts(context, query);
    if (found.outcome === "invalid_cursor") throw new ApiError("invalid_cursor");
    response.json(found.answer);
  },
});
