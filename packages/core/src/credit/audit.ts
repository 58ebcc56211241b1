import type { Audit } from "@winnow/contracts";
import { auditLedger } from "@winnow/credits";
import type { Context, TenantActor } from "#context.ts";
import { presentAudit } from "#credit/present.ts";

/** Recomputes the actor's wallet from its entries, so that a customer can check it. */
export async function auditWallet(context: Pick<Context<TenantActor>, "database" | "actor">): Promise<Audit> {
  const { organizationId, mode } = context.actor;
  return presentAudit(await auditLedger(context.database, { organizationId, mode }));
}
