import { UsageAnswer, UsageRequest } from "@winnow/contracts";
import { groupUsage, readUsage } from "@winnow/core";
import { invalidCursor } from "#answer/page.ts";
import { defineRoute } from "#route/define.ts";

/** Usage in total or, with `group_by`, by key, job, day or endpoint. */
export const showUsage = defineRoute({
  id: "showUsage",
  tag: "Credits",
  summary: "Show usage",
  description: "In total, or with `group_by` as pages by key, job, day or endpoint.",
  method: "GET",
  path: "/v1/usage",
  access: "key",
  scopes: ["usage:read"],
  query: UsageRequest,
  answers: { 200: { description: "The total, or a page of groups.", json: UsageAnswer } },
  async handle({ context, query: { group_by: groupBy, ...query } }) {
    if (groupBy === undefined) return { status: 200, json: await readUsage(context, query) };
    const grouped = await groupUsage(context, { ...query, group_by: groupBy });
    if (grouped.outcome === "invalid_cursor") throw invalidCursor();
    return { status: 200, json: grouped.page };
  },
});
