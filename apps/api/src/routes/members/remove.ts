import { RemoveMemberQuery } from "@winnow/contracts";
import { removeMember } from "@winnow/core";
import { memberRefusal } from "#routes/members/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** Ends a membership, and every session with it. */
export const removeMemberRoute = defineRoute({
  id: "removeMember",
  tag: "Accounts",
  summary: "Remove a member",
  description:
    "Ends their sessions, their open invitations and, in both modes, the keys that they made or rolled last, with the keys that those made: the member knows the tokens. Jobs run on.",
  method: "DELETE",
  path: "/v1/members/:id",
  params: { id: "The member's id: `mem_` and 26 characters." },
  query: RemoveMemberQuery,
  access: "member",
  roles: ["owner"],
  answers: { 204: { description: "Done. There is no body." } },
  errors: ["not_found", "last_owner"],
  async handle({ context, params, query }) {
    const keepKeys = query.keep_keys === "true";
    const removed = await removeMember(context, { memberId: params.id, keepKeys });
    if (removed.outcome !== "removed") throw memberRefusal(removed);
    return { status: 204 };
  },
});
