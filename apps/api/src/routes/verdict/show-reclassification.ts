import { Reclassification } from "@winnow/contracts";
import { showReclassification } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route/define.ts";

export const showReclassificationRoute = defineRoute({
  id: "showReclassification",
  tag: "Operators",
  summary: "Show a re-classification",
  method: "GET",
  path: "/ops/api/reclassifications/:id",
  params: { id: "The re-classification's id, from the answer that started it." },
  access: "operator",
  answers: { 200: { description: "Its progress and changes.", json: Reclassification } },
  errors: ["not_found"],
  async handle({ context, params }) {
    const answer = await showReclassification(context, { id: String(params.id) });
    if (answer === undefined) {
      throw new ApiError("not_found", { detail: "There is no re-classification with this id." });
    }
    return { status: 200, json: answer };
  },
});
