import { removeSuppression } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route.ts";

/** Takes a suppression back. */
export const removeSuppressionRoute = defineRoute({
  method: "DELETE",
  path: "/v1/suppressions/:id",
  access: "key",
  scopes: ["suppressions:write"],
  async handle({ request, response, context }) {
    const removed = await removeSuppression(context, { suppressionId: String(request.params["id"]) });
    if (removed.outcome === "not_found") {
      throw new ApiError("not_found", { detail: "There is no suppression with this id." });
    }
    response.status(204).end();
  },
});
