import { CreateKey, CreatedKey } from "@winnow/contracts";
import { createKey } from "@winnow/core";
import { createKeyRefusal } from "#routes/keys/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** A key that can do no more than the one that asks for it. Its token is shown this once. */
export const createKeyRoute = defineRoute({
  id: "createKey",
  tag: "Keys",
  summary: "Create a key",
  description:
    "The new key can do no more than the one that creates it: no further scope, no higher ceiling, no later expiry.",
  method: "POST",
  path: "/v1/keys",
  access: "key",
  scopes: ["keys:write"],
  body: CreateKey,
  answers: { 201: { description: "The key with its token, which is shown this once.", json: CreatedKey } },
  async handle({ context, body }) {
    const created = await createKey(context, body);
    if (created.outcome !== "created") throw createKeyRefusal(created);
    return { status: 201, json: created.key };
  },
});
