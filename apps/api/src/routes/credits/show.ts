import { Wallet } from "@winnow/contracts";
import { readWallet } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

export const showCredits = defineRoute({
  id: "showCredits",
  tag: "Credits",
  summary: "Show the wallet",
  description: "Of the mode of the call.",
  method: "GET",
  path: "/v1/credits",
  access: "key",
  scopes: ["usage:read"],
  answers: { 200: { description: "The balances.", json: Wallet } },
  async handle({ context }) {
    return { status: 200, json: await readWallet(context) };
  },
});
