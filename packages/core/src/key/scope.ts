import type { Scope } from "@winnow/contracts";
import type { TenantActor } from "#context.ts";

/** The first of `required` that the key lacks; undefined when it has them all. */
export function missingScope(actor: TenantActor, required: readonly Scope[]): Scope | undefined {
  return required.find((scope) => !actor.scopes.includes(scope));
}
