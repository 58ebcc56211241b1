import type { JobOptions } from "@winnow/contracts";
import { getWallet, MILLICREDITS_PER_CREDIT, toCredits } from "@winnow/credits";
import type { Connection } from "@winnow/database";
import type { TenantActor } from "#context.ts";
import { priceMillicredits } from "#price/price.ts";
import { Refused } from "#job/intake/refusal.ts";
import { readKeyBudget } from "#key/budget.ts";
import { keyOf } from "#key/own.ts";

/** Refuses at once what planning could only refuse later: more usable rows than credits. @throws Refused */
export async function refusePlainShortage(
  transaction: Connection,
  actor: TenantActor,
  options: JobOptions,
  usableRows: number,
): Promise<void> {
  // What is known already costs nothing: planning finds it.
  if (options.on_insufficient !== "reject" || options.max_age > 0) return;
  await refuseExceededBudget(transaction, actor, usableRows * priceMillicredits[options.kind]);
  const wallet = await getWallet(transaction, actor);
  const capMillicredits = (options.max_credits ?? Number.POSITIVE_INFINITY) * MILLICREDITS_PER_CREDIT;
  const availableMillicredits = Math.min(wallet.availableMillicredits, capMillicredits);
  const requiredMillicredits = usableRows * priceMillicredits[options.kind];
  // Duplicates are told by planning and cost nothing: only a file that cannot fit even so is refused here.
  if (availableMillicredits > 0 && requiredMillicredits <= availableMillicredits) return;
  if (requiredMillicredits === 0) return;
  const required = toCredits(requiredMillicredits);
  const available = toCredits(availableMillicredits);
  throw new Refused({
    code: "insufficient_credits",
    detail: `The rows may cost ${required} credits; ${available} can be reserved.`,
    members: { required, available, shortfall: required - available },
  });
}

/** The same for the ceilings of the key. */
async function refuseExceededBudget(
  transaction: Connection,
  actor: TenantActor,
  requiredMillicredits: number,
): Promise<void> {
  const budgetMillicredits = await readKeyBudget(transaction, keyOf(actor));
  if (requiredMillicredits <= budgetMillicredits) return;
  const required = toCredits(requiredMillicredits);
  const available = toCredits(budgetMillicredits);
  throw new Refused({
    code: "key_budget_exceeded",
    detail: `The rows may cost ${required} credits; the ceilings of this key leave ${available}.`,
    members: { required, available, shortfall: required - available },
  });
}
