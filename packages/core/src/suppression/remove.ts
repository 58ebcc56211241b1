import type { Context } from "#context.ts";
import { listOf, type SuppressingActor } from "#suppression/owner.ts";

/** Removes a suppression from the actor's own list. Rows that were set aside for it stay so. */
export async function removeSuppression(
  context: Pick<Context<SuppressingActor>, "database" | "actor">,
  input: { readonly suppressionId: string },
): Promise<{ readonly outcome: "removed" | "not_found" }> {
  const owner = listOf(context.actor);
  const removed = await context.database
    .deleteFrom("suppressions")
    .where("id", "=", input.suppressionId)
    .where("organization_id", owner === null ? "is" : "=", owner)
    .executeTakeFirst();
  return { outcome: removed.numDeletedRows === 1n ? "removed" : "not_found" };
}
