import { SuppressionPage, SuppressionQuery } from "@winnow/contracts";
import { listSuppressions, type SuppressingActor } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import type { Call } from "#route/call.ts";
import { defineRoute } from "#route/define.ts";

/** The organization's suppressions, or the one that the query names. */
export const listSuppressionsRoute = defineRoute({
  id: "listSuppressions",
  tag: "Suppressions",
  summary: "List suppressions",
  description: "Newest first, or the one that the query names.",
  method: "GET",
  path: "/v1/suppressions",
  access: "key",
  scopes: ["suppressions:write"],
  query: SuppressionQuery,
  answers: { 200: { description: "A page of suppressions.", json: SuppressionPage } },
  handle: list,
});

/** The server's suppressions. */
export const listServerSuppressions = defineRoute({
  id: "listServerSuppressions",
  tag: "Operators",
  summary: "List what is suppressed for every organization",
  description: "Newest first, or the one that the query names.",
  method: "GET",
  path: "/ops/api/suppressions",
  access: "operator",
  query: SuppressionQuery,
  answers: { 200: { description: "A page of suppressions.", json: SuppressionPage } },
  handle: list,
});

async function list({ context, query }: Call<SuppressingActor> & { readonly query: SuppressionQuery }) {
  const listed = await listSuppressions(context, query);
  if (listed.outcome === "invalid_cursor") throw new ApiError("invalid_cursor");
  return { status: 200, json: listed.page } as const;
}
