import { getWallet, toCredits } from "@winnow/credits";
import type { Connection } from "@winnow/database";
import type { Tenant } from "#context.ts";
import { readKeyBudget } from "#key/budget.ts";
import { Refused } from "#refusal.ts";

/** What bounds the credits that can be reserved: the caller's cap, the ceilings of the key, the organization's wallet. */
const LIMITS = {
  max_credits: { code: "insufficient_credits", leaves: (credits: number) => `max_credits allows ${credits}` },
  key_ceilings: {
    code: "key_budget_exceeded",
    leaves: (credits: number) => `the ceilings of this key leave ${credits}`,
  },
  wallet: { code: "insufficient_credits", leaves: (credits: number) => `${credits} can be reserved` },
} as const;
type Limit = keyof typeof LIMITS;

/** How many millicredits each of them leaves; infinite where there is no limit. */
export type Limits = Readonly<Record<Limit, number>>;

/** A limit that leaves less than is required. */
export interface Shortage {
  readonly limit: Limit;
  /** The error code that a caller is told, and the reason of a job that fails for it. */
  readonly code: (typeof LIMITS)[Limit]["code"];
  readonly requiredMillicredits: number;
  readonly availableMillicredits: number;
}

/** The limits as of now; they hold while the key's budget and the wallet are locked. */
export async function readLimits(
  connection: Connection,
  by: {
    readonly tenant: Tenant;
    /** null: no key, no ceilings. */
    readonly keyId: string | null;
    /** The cap that the caller chose; null: none. */
    readonly maxMillicredits: number | null;
  },
): Promise<Limits> {
  const { organizationId, mode } = by.tenant;
  const { availableMillicredits: wallet } = await getWallet(connection, { organizationId, mode });
  return {
    max_credits: by.maxMillicredits ?? Number.POSITIVE_INFINITY,
    key_ceilings: await readKeyBudget(connection, by.keyId),
    wallet,
  };
}

/** The limits that leave less than is required, the tightest one first; none when all of it can be reserved. */
export function shortagesOf(requiredMillicredits: number, limits: Limits): Shortage[] {
  return (Object.keys(LIMITS) as Limit[])
    .map((limit) => ({ limit, availableMillicredits: limits[limit] }))
    .filter(({ availableMillicredits }) => availableMillicredits < requiredMillicredits)
    .toSorted((one, other) => one.availableMillicredits - other.availableMillicredits)
    .map((short) => ({ ...short, code: LIMITS[short.limit].code, requiredMillicredits }));
}

/**
 * Refuses what cannot be reserved whole, by the tightest limit.
 * @param what the subject of the sentence that says so: "The rows".
 * @throws Refused
 */
export function refuseShortage(what: string, requiredMillicredits: number, limits: Limits): void {
  const [shortage] = shortagesOf(requiredMillicredits, limits);
  if (shortage === undefined) return;
  const { limit, code, availableMillicredits } = shortage;
  const required = toCredits(requiredMillicredits);
  const available = toCredits(availableMillicredits);
  throw new Refused({
    code,
    detail: `${what} may cost ${required} credits; ${LIMITS[limit].leaves(available)}.`,
    members: { required, available, shortfall: toCredits(requiredMillicredits - availableMillicredits) },
  });
}
