import { removeSuppression, type SuppressingActor } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import type { Call } from "#route/call.ts";
import { defineRoute } from "#route/define.ts";

/** Removes a suppression of the organization. */
export const removeSuppressionRoute = defineRoute({
  id: "removeSuppression",
  tag: "Suppressions",
  summary: "Remove a suppression",
  method: "DELETE",
  path: "/v1/suppressions/:id",
  params: { id: "The suppression's id: `sup_` and 26 characters." },
  access: "key",
  scopes: ["suppressions:write"],
  answers: { 204: { description: "Done. There is no body." } },
  errors: ["not_found"],
  handle: remove,
});

/** Removes a suppression of the server. */
export const removeServerSuppression = defineRoute({
  id: "removeServerSuppression",
  tag: "Operators",
  summary: "Remove a suppression of the server",
  method: "DELETE",
  path: "/ops/api/suppressions/:id",
  params: { id: "The suppression's id: `sup_` and 26 characters." },
  access: "operator",
  answers: { 204: { description: "Done. There is no body." } },
  errors: ["not_found"],
  handle: remove,
});

async function remove({
  context,
  params,
}: Call<SuppressingActor> & { readonly params: { readonly id: string } }) {
  const removed = await removeSuppression(context, { suppressionId: params.id });
  if (removed.outcome === "not_found") {
    throw new ApiError("not_found", { detail: "There is no suppression with this id." });
  }
  return { status: 204 } as const;
}
