import type { Wallet } from "@winnow/contracts";
import { getWallet } from "@winnow/credits";
import type { Context, TenantActor } from "#context.ts";
import { presentWallet } from "#credit/present.ts";

/** The wallet that the actor's key draws from: the organization's, in the key's mode. */
export async function readWallet(context: Pick<Context<TenantActor>, "database" | "actor">): Promise<Wallet> {
  const { organizationId, mode } = context.actor;
  return presentWallet(await getWallet(context.database, { organizationId, mode }));
}
