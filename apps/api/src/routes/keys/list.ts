import { listKeys } from "@winnow/core";
import { defineRoute } from "#route.ts";

/** The organization's keys in the calling key's mode. */
export const listKeysRoute = defineRoute({
  method: "GET",
  path: "/v1/keys",
  access: "key",
  scopes: ["keys:write"],
  async handle({ response, context }) {
    response.json(await listKeys(context));
  },
});
