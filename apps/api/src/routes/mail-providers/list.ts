import { MailProviderList, MailProviderQuery } from "@winnow/contracts";
import { listMailProviders } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

/** How much each mail provider may be asked, and who wants to be left alone: trouble first. */
export const listMailProvidersRoute = defineRoute({
  id: "listMailProviders",
  tag: "Operators",
  summary: "List mail providers with their budgets",
  description: "How much each may be asked at the moment; those that are paused or throttling come first.",
  method: "GET",
  path: "/ops/api/mail-providers",
  access: "operator",
  query: MailProviderQuery,
  answers: { 200: { description: "The providers.", json: MailProviderList } },
  async handle({ context, query }) {
    return { status: 200, json: await listMailProviders(context, query) };
  },
});
