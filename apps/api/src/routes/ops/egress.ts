import { EgressList } from "@winnow/contracts";
import { readEgresses } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

/** The last audit of each egress to mail hosts. */
export const listEgresses = defineRoute({
  id: "listEgresses",
  tag: "Operators",
  summary: "Show how mail hosts see this server",
  description: "The last audit of each egress to mail hosts, check by check.",
  method: "GET",
  path: "/ops/api/egress",
  access: "operator",
  answers: { 200: { description: "Every egress that is or was audited.", json: EgressList } },
  async handle({ context }) {
    const answer: EgressList = { data: await readEgresses(context.database) };
    return { status: 200, json: answer };
  },
});
