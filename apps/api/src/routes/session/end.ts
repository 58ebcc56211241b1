import { endSession } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route.ts";

/** Ends one of the member's sessions: a device that was lost. */
export const endSessionRoute = defineRoute({
  method: "DELETE",
  path: "/v1/sessions/:id",
  access: "member",
  async handle({ request, response, context }) {
    const ended = await endSession(context, { sessionId: String(request.params["id"]) });
    if (ended.outcome === "not_found") {
      throw new ApiError("not_found", { detail: "You have no session with this id." });
    }
    response.status(204).end();
  },
});
