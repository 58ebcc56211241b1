import { SearchAnswer, SearchQuery } from "@winnow/contracts";
import { searchContacts } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route/define.ts";

/** Matching contacts, free of charge: emails are masked until they are revealed. */
export const searchRoute = defineRoute({
  id: "searchContacts",
  tag: "Contacts",
  summary: "Search the directory",
  description:
    "Free of charge. Emails are masked; `owned` marks contacts that the organization has paid for.",
  method: "GET",
  path: "/v1/search",
  access: "key",
  scopes: ["search"],
  query: SearchQuery,
  answers: { 200: { description: "A page of contacts, and the counts of each facet.", json: SearchAnswer } },
  async handle({ context, query }) {
    const found = await searchContacts(context, query);
    if (found.outcome === "invalid_cursor") throw new ApiError("invalid_cursor");
    return { status: 200, json: found.answer };
  },
});
