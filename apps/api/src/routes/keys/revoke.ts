import { revokeKey } from "@winnow/core";
import { keyNotFound } from "#routes/keys/outcome.ts";
import { defineRoute } from "#route/define.ts";

/** Ends a key for good and at once, the calling one included. */
export const revokeKeyRoute = defineRoute({
  id: "revokeKey",
  tag: "Keys",
  summary: "Revoke a key",
  description: "For good and at once. Jobs that it created continue.",
  method: "DELETE",
  path: "/v1/keys/:id",
  params: { id: "The key's id: `key_` and 26 characters, never its token." },
  access: "key",
  scopes: ["keys:write"],
  answers: { 204: { description: "Done. There is no body." } },
  errors: ["not_found"],
  async handle({ context, params }) {
    const revoked = await revokeKey(context, { keyId: String(params.id) });
    if (revoked.outcome === "not_found") throw keyNotFound();
    return { status: 204 };
  },
});
