import { listProviders } from "@winnow/core";
import { defineRoute } from "#route.ts";

/** The providers of this server, as the organization has them asked. */
export const listProvidersRoute = defineRoute({
  method: "GET",
  path: "/v1/providers",
  access: "key",
  scopes: ["enrich"],
  async handle({ response, context }) {
    response.json(await listProviders(context));
  },
});
