import { showEntry } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route.ts";

/** One entry of the statement with the rows that it paid for, and why. */
export const showEntryRoute = defineRoute({
  method: "GET",
  path: "/v1/credits/entries/:id",
  access: "key",
  scopes: ["usage:read", "jobs:read"],
  async handle({ request, response, context }) {
    const entry = await showEntry(context, { entryId: String(request.params["id"]) });
    if (entry === undefined) throw new ApiError("not_found", { detail: "There is no entry with this id." });
    response.json(entry);
  },
});
