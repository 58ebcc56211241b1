import { UsageGroupQuery, UsageQuery } from "@winnow/contracts";
import { groupUsage, readUsage } from "@winnow/core";
import { invalidCursor } from "#answer/page.ts";
import { validate } from "#body/validate.ts";
import { defineRoute } from "#route.ts";

/** What was used, in sum or, with `group_by`, by key, job, day or endpoint. */
export const showUsage = defineRoute({
  method: "GET",
  path: "/v1/usage",
  access: "key",
  scopes: ["usage:read"],
  async handle({ request, response, context }) {
    if (request.query["group_by"] === undefined) {
      response.json(await readUsage(context, validate(UsageQuery, request.query)));
      return;
    }
    const grouped = await groupUsage(context, validate(UsageGroupQuery, request.query));
    if (grouped.outcome === "invalid_cursor") throw invalidCursor();
    response.json(grouped.page);
  },
});
