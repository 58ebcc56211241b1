import { PageQuery } from "@winnow/contracts";
import { listBounces } from "@winnow/core";
import { invalidCursor } from "#answer/page.ts";
import { validate } from "#body/validate.ts";
import { defineRoute } from "#route.ts";

/** Every reported bounce with what was decided about it. */
export const listBouncesRoute = defineRoute({
  method: "GET",
  path: "/v1/bounces",
  access: "key",
  scopes: ["usage:read"],
  async handle({ request, response, context }) {
    const listed = await listBounces(context, validate(PageQuery, request.query));
    if (listed.outcome === "invalid_cursor") throw invalidCursor();
    response.json(listed.page);
  },
});
