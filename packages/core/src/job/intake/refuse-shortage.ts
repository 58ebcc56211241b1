import type { Connection } from "@winnow/database";
import type { TenantActor } from "#context.ts";
import { readLimits, refuseShortage } from "#credit/shortage.ts";
import type { JobTerms } from "#job/intake/terms.ts";
import { keyOf } from "#key/own.ts";

/**
 * Refuses at once a job that planning would refuse later: more usable rows than can be reserved for. Planning may still
 * find fewer of them, such as duplicates. @throws Refused
 */
export async function refuseJobShortage(
  transaction: Connection,
  actor: TenantActor,
  terms: JobTerms,
  usableRows: number,
): Promise<void> {
  // Known addresses are free, and only planning finds them.
  if (terms.on_insufficient !== "reject" || terms.max_age_seconds > 0) return;
  const limits = await readLimits(transaction, {
    tenant: actor,
    keyId: keyOf(actor),
    maxMillicredits: terms.max_millicredits,
  });
  refuseShortage("The rows", usableRows * terms.price_millicredits, limits);
}
