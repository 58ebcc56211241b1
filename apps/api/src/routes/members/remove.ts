import { removeMember } from "@winnow/core";
import { memberRefusal } from "#routes/members/outcome.ts";
import { defineRoute } from "#route.ts";

/** Ends a membership, and every session with it. */
export const removeMemberRoute = defineRoute({
  method: "DELETE",
  path: "/v1/members/:id",
  access: "member",
  roles: ["owner"],
  async handle({ request, response, context }) {
    const removed = await removeMember(context, { memberId: String(request.params["id"]) });
    if (removed.outcome !== "removed") throw memberRefusal(removed);
    response.status(204).end();
  },
});
