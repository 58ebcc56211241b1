import { SuppressionQuery } from "@winnow/contracts";
import { listSuppressions, type SuppressingActor } from "@winnow/core";
import { validate } from "#body/validate.ts";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute, type Call } from "#route.ts";

/** The organization's suppressions, or the one that is asked for. */
export const listSuppressionsRoute = defineRoute({
  method: "GET",
  path: "/v1/suppressions",
  access: "key",
  scopes: ["suppressions:write"],
  handle: list,
});

/** The server's. */
export const listServerSuppressions = defineRoute({
  method: "GET",
  path: "/ops/api/suppressions",
  access: "operator",
  handle: list,
});

async function list({ request, response, context }: Call<SuppressingActor>): Promise<void> {
  const listed = await listSuppressions(context, validate(SuppressionQuery, request.query));
  if (listed.outcome === "invalid_cursor") throw new ApiError("invalid_cursor");
  response.json(listed.page);
}
