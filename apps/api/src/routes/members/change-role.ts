import { ChangeRole, Member } from "@winnow/contracts";
import { changeRole } from "@winnow/core";
import { memberRefusal } from "#routes/members/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** Changes a member's role, from their next call on. */
export const changeRoleRoute = defineRoute({
  id: "changeRole",
  tag: "Accounts",
  summary: "Change a member's role",
  description: "An organization keeps at least one owner.",
  method: "POST",
  path: "/v1/members/:id/role",
  params: { id: "The member's id: `mem_` and 26 characters." },
  access: "member",
  roles: ["owner"],
  body: ChangeRole,
  answers: { 200: { description: "The member with the new role.", json: Member } },
  errors: ["not_found", "last_owner"],
  async handle({ context, params, body }) {
    const { role } = body;
    const changed = await changeRole(context, { memberId: String(params.id), role });
    if (changed.outcome !== "changed") throw memberRefusal(changed);
    return { status: 200, json: changed.member };
  },
});
