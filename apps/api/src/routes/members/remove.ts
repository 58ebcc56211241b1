import { removeMember } from "@winnow/core";
import { memberRefusal } from "#routes/members/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** Ends a membership, and every session with it. */
export const removeMemberRoute = defineRoute({
  id: "removeMember",
  tag: "Accounts",
  summary: "Remove a member",
  description: "Ends their sessions. Keys belong to the organization and go on working.",
  method: "DELETE",
  path: "/v1/members/:id",
  params: { id: "The member's id: `mem_` and 26 characters." },
  access: "member",
  roles: ["owner"],
  answers: { 204: { description: "Done. There is no body." } },
  errors: ["not_found", "last_owner"],
  async handle({ context, params }) {
    const removed = await removeMember(context, { memberId: String(params.id) });
    if (removed.outcome !== "removed") throw memberRefusal(removed);
    return { status: 204 };
  },
});
