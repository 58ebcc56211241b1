import { StartReclassification, type Reclassification } from "@winnow/contracts";
import { startReclassification } from "@winnow/core";
import { readJson } from "#body/json.ts";
import { validate } from "#body/validate.ts";
import { defineRoute } from "#route.ts";

/** Has stored evidence judged again by today's rules. A worker does it; the answer says where to ask how far it is. */
export const createReclassification = defineRoute({
  method: "POST",
  path: "/ops/api/reclassifications",
  access: "operator",
  async handle({ request, response, api, context }) {
    const body = validate(StartReclassification, await readJson(request, api.options.jsonBodyMaxBytes));
    const answer: Reclassification = await startReclassification(context, body);
    response.status(202).location(`/ops/api/reclassifications/${answer.id}`).json(answer);
  },
});
