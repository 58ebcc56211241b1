import { revokeKey } from "@winnow/core";
import { keyNotFound } from "#routes/keys/outcome.ts";
import { defineRoute } from "#route.ts";

/** Ends a key for good and at once, the calling one included. */
export const revokeKeyRoute = defineRoute({
  method: "DELETE",
  path: "/v1/keys/:id",
  access: "key",
  scopes: ["keys:write"],
  async handle({ request, response, context }) {
    const revoked = await revokeKey(context, { keyId: String(request.params["id"]) });
    if (revoked.outcome === "not_found") throw keyNotFound();
    response.status(204).end();
  },
});
