import { MailProviderList, MailProviderQuery } from "@winnow/contracts";
import { listMailProviders } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

/** The budget of each mail provider; paused and throttling ones first. */
export const listMailProvidersRoute = defineRoute({
  id: "listMailProviders",
  tag: "Operators",
  summary: "List mail providers with their budgets",
  description: "How fast each may be contacted at the moment; paused and throttling ones come first.",
  method: "GET",
  path: "/ops/api/mail-providers",
  access: "operator",
  query: MailProviderQuery,
  answers: { 200: { description: "The providers.", json: MailProviderList } },
  async handle({ context, query }) {
    return { status: 200, json: await listMailProviders(context, query) };
  },
});
