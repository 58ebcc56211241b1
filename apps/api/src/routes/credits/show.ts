import { readWallet } from "@winnow/core";
import { defineRoute } from "#route.ts";

export const showCredits = defineRoute({
  method: "GET",
  path: "/v1/credits",
  access: "key",
  scopes: ["usage:read"],
  async handle({ response, context }) {
    response.json(await readWallet(context));
  },
});
