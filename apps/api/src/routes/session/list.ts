import { SessionList } from "@winnow/contracts";
import { listSessions } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

/** The member's open sessions. */
export const listSessionsRoute = defineRoute({
  id: "listSessions",
  tag: "Accounts",
  summary: "List the member's sessions",
  description: "The member's open sessions, that of this call included.",
  method: "GET",
  path: "/v1/sessions",
  access: "member",
  answers: { 200: { description: "Every session that has not ended.", json: SessionList } },
  async handle({ context }) {
    return { status: 200, json: await listSessions(context) };
  },
});
