import { ChangeRole } from "@winnow/contracts";
import { changeRole } from "@winnow/core";
import { readJson } from "#body/json.ts";
import { validate } from "#body/validate.ts";
import { memberRefusal } from "#routes/members/outcome.ts";
import { defineRoute } from "#route.ts";

/** Another role for a member, from their next call on. */
export const changeRoleRoute = defineRoute({
  method: "POST",
  path: "/v1/members/:id/role",
  access: "member",
  roles: ["owner"],
  async handle({ request, response, api, context }) {
    const { role } = validate(ChangeRole, await readJson(request, api.options.jsonBodyMaxBytes));
    const changed = await changeRole(context, { memberId: String(request.params["id"]), role });
    if (changed.outcome !== "changed") throw memberRefusal(changed);
    response.json(changed.member);
  },
});
