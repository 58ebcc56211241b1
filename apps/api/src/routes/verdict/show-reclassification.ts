import { showReclassification } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route.ts";

export const showReclassificationRoute = defineRoute({
  method: "GET",
  path: "/ops/api/reclassifications/:id",
  access: "operator",
  async handle({ request, response, context }) {
    const answer = await showReclassification(context, { id: String(request.params["id"]) });
    if (answer === undefined) {
      throw new ApiError("not_found", { detail: "There is no re-classification with this id." });
    }
    response.json(answer);
  },
});
