import type { EgressList } from "@winnow/contracts";
import { readEgresses } from "@winnow/core";
import { defineRoute } from "#route.ts";

/** How each way out to mail hosts was when it was audited last. */
export const listEgresses = defineRoute({
  method: "GET",
  path: "/ops/api/egress",
  access: "operator",
  async handle({ response, context }) {
    const answer: EgressList = { data: await readEgresses(context.database) };
    response.json(answer);
  },
});
