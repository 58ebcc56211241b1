import { Audit } from "@winnow/contracts";
import { auditWallet } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

/** The wallet recomputed from its entries. A difference is reported in the answer, not as an error. */
export const showAudit = defineRoute({
  id: "showAudit",
  tag: "Credits",
  summary: "Prove the balance",
  description: "Recomputes the wallet from its entries.",
  method: "GET",
  path: "/v1/credits/audit",
  access: "key",
  scopes: ["usage:read"],
  answers: { 200: { description: "Both results, and every difference between them.", json: Audit } },
  async handle({ context }) {
    return { status: 200, json: await auditWallet(context) };
  },
});
