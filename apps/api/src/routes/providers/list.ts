import { ProviderList } from "@winnow/contracts";
import { listProviders } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

/** The providers of this server, in the organization's order. */
export const listProvidersRoute = defineRoute({
  id: "listProviders",
  tag: "Contacts",
  summary: "List the sources of enrichment",
  description: "In the order in which enrichment queries them.",
  method: "GET",
  path: "/v1/providers",
  access: "key",
  scopes: ["enrich"],
  answers: {
    200: {
      description: "The sources that the organization uses, and those that it could use.",
      json: ProviderList,
    },
  },
  async handle({ context }) {
    return { status: 200, json: await listProviders(context) };
  },
});
