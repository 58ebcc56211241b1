import { BouncePage, PageQuery } from "@winnow/contracts";
import { listBounces } from "@winnow/core";
import { invalidCursor } from "#answer/page.ts";
import { defineRoute } from "#route/define.ts";

/** Every reported bounce with its decision. */
export const listBouncesRoute = defineRoute({
  id: "listBounces",
  tag: "Credits",
  summary: "List reported bounces",
  description: "Newest first.",
  method: "GET",
  path: "/v1/bounces",
  access: "key",
  scopes: ["usage:read"],
  query: PageQuery,
  answers: { 200: { description: "A page of reports with their decisions.", json: BouncePage } },
  async handle({ context, query }) {
    const listed = await listBounces(context, query);
    if (listed.outcome === "invalid_cursor") throw invalidCursor();
    return { status: 200, json: listed.page };
  },
});
