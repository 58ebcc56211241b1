import type { CreatedKey, CreateKey, Scope } from "@winnow/contracts";
import { inTransaction } from "@winnow/database";
import { sql } from "kysely";
import type { Context, TenantActor } from "#context.ts";
import { normalizeAllowList } from "#key/allow-list.ts";
import { boundsOf, excessOver } from "#key/bounds.ts";
import { issueKey } from "#key/issue.ts";
import { callerOf, ownKeys } from "#key/own.ts";
import { presentKey } from "#key/present.ts";
import { missingScope } from "#key/scope.ts";
import type { Vault } from "#key/vault.ts";

/** Keys of an organization and mode that are neither revoked nor expired. */
const KEYS_MAX = 1_000;

export type CreateKeyOutcome =
  | { readonly outcome: "created"; readonly key: CreatedKey }
  | { readonly outcome: "scope_not_held"; readonly scope: Scope }
  /** The entry at this index is neither an address nor a network. */
  | { readonly outcome: "invalid_address"; readonly index: number }
  /**
   * `caller_ended`: the caller was removed or revoked meanwhile. Or it would expire after the calling key, or be usable from addresses that the calling key may not use; `capped`: see
   * `createKey`.
   */
  | {
      readonly outcome:
        | "caller_ended"
        | "capped"
        | "outlives_caller"
        | "wider_than_caller"
        | "in_the_past"
        | "too_many";
    };

/**
 * Makes a key of the actor's mode. It can do no more than the key that makes it: its scopes are a subset, it ends no later,
 * and it works from no other addresses. A key with a ceiling makes no keys, because each would have a ceiling of its own. A
 * member's keys are bounded by the member's role only. The token is in the answer only.
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
    const bounds = await boundsOf(transaction, actor);
    if (bounds === undefined) return { outcome: "caller_ended" };
    const allowedAddresses = listed?.networks ?? bounds.allowedAddresses;
    const expiresAt = input.expires_at === undefined ? bounds.expiresAt : new Date(input.expires_at);
    const excess = excessOver(bounds, { allowedAddresses, expiresAt });
    if (excess !== undefined) return { outcome: excess };
    if (expiresAt !== null && expiresAt <= context.clock.now()) return { outcome: "in_the_past" };
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
        createdBy: callerOf(actor),
        scopes,
        allowedAddresses: allowedAddresses && [...allowedAddresses],
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
