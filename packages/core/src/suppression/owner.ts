import type { TenantActor } from "#context.ts";

/** Who may suppress: an organization for itself, the operator for every organization of the server. */
export type SuppressingActor = TenantActor | { readonly type: "operator" };

/** Whose list it is; null is the server's. */
export function listOf(actor: SuppressingActor): string | null {
  return actor.type === "operator" ? null : actor.organizationId;
}
