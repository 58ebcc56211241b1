import { StartReclassification, Reclassification } from "@winnow/contracts";
import { startReclassification } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

/** Has stored evidence judged again by today's rules. A worker does it; the answer says where to ask how far it is. */
export const createReclassification = defineRoute({
  id: "startReclassification",
  tag: "Operators",
  summary: "Judge stored evidence again",
  description: "By today's rules, without contacting any mail host. A dry run counts what would change.",
  method: "POST",
  path: "/ops/api/reclassifications",
  access: "operator",
  body: StartReclassification,
  answers: {
    202: {
      description: "The re-classification, which a worker does.",
      json: Reclassification,
      headers: ["Location"],
    },
  },
  async handle({ context, body }) {
    const answer = await startReclassification(context, body);
    return { status: 202, json: answer, headers: { Location: `/ops/api/reclassifications/${answer.id}` } };
  },
});
