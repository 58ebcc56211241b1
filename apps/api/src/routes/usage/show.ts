import { UsageQuery } from "@winnow/contracts";
import { readUsage } from "@winnow/core";
import { validate } from "#body/validate.ts";
import { defineRoute } from "#route.ts";

export const showUsage = defineRoute({
  method: "GET",
  path: "/v1/usage",
  access: "key",
  scopes: ["usage:read"],
  async handle({ request, response, context }) {
    response.json(await readUsage(context, validate(UsageQuery, request.query)));
  },
});
