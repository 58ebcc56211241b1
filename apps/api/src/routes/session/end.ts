import { endSession } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route/define.ts";

/** Ends one of the member's sessions, such as on a lost device. */
export const endSessionRoute = defineRoute({
  id: "endSession",
  tag: "Accounts",
  summary: "End one of the member's sessions",
  method: "DELETE",
  path: "/v1/sessions/:id",
  params: { id: "The session's id, as the list of sessions shows it." },
  access: "member",
  answers: { 204: { description: "Done. There is no body." } },
  errors: ["not_found"],
  async handle({ context, params }) {
    const ended = await endSession(context, { sessionId: String(params.id) });
    if (ended.outcome === "not_found") {
      throw new ApiError("not_found", { detail: "You have no session with this id." });
    }
    return { status: 204 };
  },
});
