import { SessionAnswer } from "@winnow/contracts";
import { getSession } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

/** The signed-in member. */
export const showSession = defineRoute({
  id: "showSession",
  tag: "Accounts",
  summary: "Show who is signed in",
  method: "GET",
  path: "/v1/session",
  access: "member",
  answers: { 200: { description: "The member and their organization.", json: SessionAnswer } },
  async handle({ context }) {
    return { status: 200, json: await getSession(context) };
  },
});
