import { StartReclassification, Reclassification } from "@winnow/contracts";
import { startReclassification } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

/** Applies today's rules to stored evidence. A worker does it; the answer has the URL of its progress. */
export const createReclassification = defineRoute({
  id: "startReclassification",
  tag: "Operators",
  summary: "Reclassify stored evidence",
  description: "By today's rules, without contacting any mail host. A dry run counts what would change.",
  method: "POST",
  path: "/ops/api/reclassifications",
  access: "operator",
  body: StartReclassification,
  answers: {
    202: {
      description: "The re-classification, which a worker carries out.",
      json: Reclassification,
      headers: ["Location"],
    },
  },
  async handle({ context, body }) {
    const answer = await startReclassification(context, body);
    return { status: 202, json: answer, headers: { Location: `/ops/api/reclassifications/${answer.id}` } };
  },
});
