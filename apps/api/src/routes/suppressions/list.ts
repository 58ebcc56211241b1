import { SuppressionQuery } from "@winnow/contracts";
import { listSuppressions } from "@winnow/core";
import { validate } from "#body/validate.ts";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route.ts";

/** The organization's suppressions, or the one that is asked for. */
export const listSuppressionsRoute = defineRoute({
  method: "GET",
  path: "/v1/suppressions",
  access: "key",
  scopes: ["suppressions:write"],
  async handle({ request, response, context }) {
    const listed = await listSuppressions(context, validate(SuppressionQuery, request.query));
    if (listed.outcome === "invalid_cursor") throw new ApiError("invalid_cursor");
    response.json(listed.page);
  },
});
