import type { CreatedKey, CreateKey, Scope } from "@winnow/contracts";
import { inTransaction, type Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Context, TenantActor } from "#context.ts";
import { isWithin, normalizeAllowList } from "#key/allow-list.ts";
import { issueKey } from "#key/issue.ts";
import { ownKeys } from "#key/own.ts";
import { presentKey } from "#key/present.ts";
import { missingScope } from "#key/scope.ts";
import type { Vault } from "#key/vault.ts";

/** Keys of an organization and mode that are neither revoked nor expired. */
const KEYS_MAX = 1_000;

export type CreateKeyOutcome =
  | { readonly outcome: "created"; readonly key: CreatedKey }
  | { readonly outcome: "scope_not_held"; readonly scope: Scope }
  /** The entry at this place is no address and no network. */
  | { readonly outcome: "invalid_address"; readonly index: number }
  /** It would outlive the calling key, or be used from where that may not; `capped`: see `createKey`. */
  | { readonly outcome: "capped" | "outlives_caller" | "wider_than_caller" | "in_the_past" | "too_many" };

/**
 * Makes a key of the actor's mode. It can do no more than the key that makes it: its scopes are some of that one's, it
 * ends no later, and it works from no other addresses. A key with a ceiling makes none: each would have a ceiling of its
 * own. A member's keys are bounded by nothing but the member's role. The token is in the answer and nowhere else.
 */
export async function createKey(
  context: Context<TenantActor> & { readonly vault: Vault },
  input: CreateKey,
): Promise<CreateKeyOutcome> {
  const { actor } = context;
  const scopes = [...new Set(input.scopes ?? actor.scopes)];
  const lacking = missingScope(actor, scopes);
  if (lacking !== undefined) return { outcome: "scope_not_held", scope: lacking };
  const listed = input.allowed_addresses && normalizeAllowList(input.allowed_addresses);
  if (listed !== undefined && "invalid" in listed)
    return { outcome: "invalid_address", index: listed.invalid };
  return inTransaction(context.database, async (transaction): Promise<CreateKeyOutcome> => {
    const caller = await boundsOf(transaction, actor);
    if (caller.capped) return { outcome: "capped" };
    const allowedAddresses = listed?.networks ?? caller.allowedAddresses;
    if (!isWithin(allowedAddresses, caller.allowedAddresses)) return { outcome: "wider_than_caller" };
    const expiresAt = input.expires_at === undefined ? caller.expiresAt : new Date(input.expires_at);
    if (expiresAt !== null && expiresAt <= context.clock.now()) return { outcome: "in_the_past" };
    if (caller.expiresAt !== null && (expiresAt === null || expiresAt > caller.expiresAt)) {
      return { outcome: "outlives_caller" };
    }
    const { count } = await ownKeys(transaction, actor)
      .select(sql<number>`count(*)::int`.as("count"))
      .where("revoked_at", "is", null)
      .where((either) =>
        either.or([either("expires_at", "is", null), either("expires_at", ">", sql<Date>`now()`)]),
      )
      .executeTakeFirstOrThrow();
    if (count >= KEYS_MAX) return { outcome: "too_many" };
    const issued = await issueKey(
      { database: transaction, vault: context.vault },
      {
        organizationId: actor.organizationId,
        mode: actor.mode,
        name: input.name,
        scopes,
        allowedAddresses,
        maxCreditsPerDay: input.max_credits_per_day,
        maxCreditsTotal: input.max_credits_total,
        ...(expiresAt !== null && { expiresAt }),
      },
    );
    const key = await ownKeys(transaction, actor)
      .selectAll()
      .where("id", "=", issued.id)
      .executeTakeFirstOrThrow();
    return { outcome: "created", key: { ...presentKey(key), token: issued.token } };
  });
}

/** What a new key may not exceed: its maker's own bounds. A member has none. */
async function boundsOf(transaction: Connection, actor: TenantActor) {
  if (actor.type === "member") return { allowedAddresses: null, expiresAt: null, capped: false };
  const key = await ownKeys(transaction, actor)
    .select(["allowed_addresses", "expires_at", "max_millicredits_per_day", "max_millicredits_total"])
    .where("id", "=", actor.keyId)
    .forShare()
    .executeTakeFirstOrThrow();
  const { allowed_addresses: allowedAddresses, expires_at: expiresAt } = key;
  const capped = key.max_millicredits_per_day !== null || key.max_millicredits_total !== null;
  return { allowedAddresses, expiresAt, capped };
}
