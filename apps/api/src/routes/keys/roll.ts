import { CreatedKey, RollKey } from "@winnow/contracts";
import { rollKey } from "@winnow/core";
import { rollKeyRefusal } from "#routes/keys/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** Replaces the token of a key, the calling one included; the old token works for the grace period. */
export const rollKeyRoute = defineRoute({
  id: "rollKey",
  tag: "Keys",
  summary: "Give a key another token",
  description:
    "The old token works for another `grace_seconds`, and its answers carry `Deprecation` and `Sunset`. With the reason `exposed` it ends at once. A key can roll itself and keys with at most its rights.",
  method: "POST",
  path: "/v1/keys/:id/roll",
  params: { id: "The key's id: `key_` and 26 characters, never its token." },
  access: "key",
  scopes: ["keys:write"],
  body: RollKey,
  bodyOptional: true,
  answers: {
    200: { description: "The key with its new token, which is shown this once.", json: CreatedKey },
  },
  errors: ["not_found", "key_state_conflict"],
  async handle({ context, params, body }) {
    const rolled = await rollKey(context, { ...body, keyId: params.id });
    if (rolled.outcome !== "rolled") throw rollKeyRefusal(rolled);
    return { status: 200, json: rolled.key };
  },
});
