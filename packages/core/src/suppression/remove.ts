import type { Context, TenantActor } from "#context.ts";

/** Takes a suppression of the actor's organization back. What was set aside for it stays so. */
export async function removeSuppression(
  context: Pick<Context<TenantActor>, "database" | "actor">,
  input: { readonly suppressionId: string },
): Promise<{ readonly outcome: "removed" | "not_found" }> {
  const removed = await context.database
    .deleteFrom("suppressions")
    .where("id", "=", input.suppressionId)
    .where("organization_id", "=", context.actor.organizationId)
    .executeTakeFirst();
  return { outcome: removed.numDeletedRows === 1n ? "removed" : "not_found" };
}
