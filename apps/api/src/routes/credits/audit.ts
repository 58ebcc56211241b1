import { auditWallet } from "@winnow/core";
import { defineRoute } from "#route.ts";

/** The wallet recomputed from its entries. A disagreement is an answer, not an error. */
export const showAudit = defineRoute({
  method: "GET",
  path: "/v1/credits/audit",
  access: "key",
  scopes: ["usage:read"],
  async handle({ response, context }) {
    response.json(await auditWallet(context));
  },
});
