import { removeSuppression, type SuppressingActor } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute, type Call } from "#route.ts";

/** Takes a suppression back. */
export const removeSuppressionRoute = defineRoute({
  method: "DELETE",
  path: "/v1/suppressions/:id",
  access: "key",
  scopes: ["suppressions:write"],
  handle: remove,
});

/** Takes one of the server's back. */
export const removeServerSuppression = defineRoute({
  method: "DELETE",
  path: "/ops/api/suppressions/:id",
  access: "operator",
  handle: remove,
});

async function remove({ request, response, context }: Call<SuppressingActor>): Promise<void> {
  const removed = await removeSuppression(context, { suppressionId: String(request.params["id"]) });
  if (removed.outcome === "not_found") {
    throw new ApiError("not_found", { detail: "There is no suppression with this id." });
  }
  response.status(204).end();
}
