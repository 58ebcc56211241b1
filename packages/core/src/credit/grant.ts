import type { GrantAnswer, GrantCredits } from "@winnow/contracts";
import { grant, MILLICREDITS_PER_CREDIT, WalletNotFoundError } from "@winnow/credits";
import { createId } from "@winnow/runtime";
import type { Context, Tenant } from "#context.ts";
import { presentWallet } from "#credit/present.ts";

export type GrantCreditsOutcome =
  | { readonly outcome: "granted"; readonly answer: GrantAnswer }
  | { readonly outcome: "not_found" }
  /** The reference belongs to another grant; nothing was granted. */
  | { readonly outcome: "reference_reused" };

/** Jobs that are woken at once; the sweeper wakes any others. */
const WOKEN_MAX = 100;

/**
 * Gives an organization credits, as the operator. A `reference` makes it repeatable: the same one grants once.
 * Jobs of that wallet that are held for want of credits are planned again.
 */
export async function grantCredits(
  context: Context<{ readonly type: "operator" }>,
  input: GrantCredits,
): Promise<GrantCreditsOutcome> {
  const wallet: Tenant = { organizationId: input.organization_id, mode: input.mode };
  const granted = await grant(context.database, {
    ...wallet,
    amountMillicredits: input.credits * MILLICREDITS_PER_CREDIT,
    subject: input.reference ?? "operator",
    idempotencyKey: `grant:${input.reference ?? createId("req")}`,
  }).catch((error: unknown) => {
    if (error instanceof WalletNotFoundError) return { outcome: "not_found" } as const;
    throw error;
  });
  if (granted.outcome === "not_found") return granted;
  if (granted.outcome === "key_reused") return { outcome: "reference_reused" };
  await wakeHeldJobs(context, wallet);
  const replayed = granted.outcome === "replayed";
  return {
    outcome: "granted",
    answer: { entry: granted.entryId, replayed, wallet: presentWallet(granted.wallet) },
  };
}

async function wakeHeldJobs(context: Context, { organizationId, mode }: Tenant): Promise<void> {
  const held = await context.database
    .selectFrom("jobs")
    .select("id")
    .where("organization_id", "=", organizationId)
    .where("mode", "=", mode)
    .where("status", "=", "held")
    .orderBy("number")
    .limit(WOKEN_MAX)
    .execute();
  for (const { id } of held) await context.bell.ring("plan-job", { jobId: id });
}
