import { CreateKey, CreatedKey } from "@winnow/contracts";
import { createKey } from "@winnow/core";
import { createKeyRefusal } from "#routes/keys/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** A key with at most the rights of the calling one. Its token is shown this once. */
export const createKeyRoute = defineRoute({
  id: "createKey",
  tag: "Keys",
  summary: "Create a key",
  description:
    "The new key has at most the rights of its creator: no further scope, no higher ceiling, no later expiry.",
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
