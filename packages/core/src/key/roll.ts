import { Scope, type CreatedKey, type RollKey } from "@winnow/contracts";
import { inTransaction, type Connection, type DatabaseOutput } from "@winnow/database";
import { sql } from "kysely";
import type { Context, TenantActor } from "#context.ts";
import { boundsOf, excessOver } from "#key/bounds.ts";
import { callerOf, ownKeys } from "#key/own.ts";
import { hashToken } from "#key/peppers.ts";
import { presentKey } from "#key/present.ts";
import { missingScope } from "#key/scope.ts";
import { generateToken, hintOf } from "#key/token.ts";
import type { Vault } from "#key/vault.ts";

export type RollKeyOutcome =
  | { readonly outcome: "rolled"; readonly key: CreatedKey }
  /** The calling key may do less than the key, whose token it would get. */
  | { readonly outcome: "scope_not_held"; readonly scope: Scope }
  | { readonly outcome: "caller_ended" | "capped" | "wider_than_caller" | "outlives_caller" }
  /** `revoked`: a key that has ended gets no new token. */
  | { readonly outcome: "not_found" | "revoked" };

/**
 * Gives a key of the actor's organization another token. The old one works on for the grace, and not a moment longer when
 * it was exposed. Of two rolls in a row only the last old token has a grace. The caller can use the rolled key afterwards,
 * so a key may roll only itself and keys that can do no more than it can.
 */
export async function rollKey(
  context: Context<TenantActor> & { readonly vault: Vault },
  input: RollKey & { readonly keyId: string },
): Promise<RollKeyOutcome> {
  const { actor, vault } = context;
  const graceSeconds = input.reason === "exposed" ? 0 : input.grace_seconds;
  return inTransaction(context.database, async (transaction): Promise<RollKeyOutcome> => {
    const key = await ownKeys(transaction, actor)
      .selectAll()
      .where("id", "=", input.keyId)
      .forUpdate()
      .executeTakeFirst();
    if (key === undefined) return { outcome: "not_found" };
    if (key.revoked_at !== null) return { outcome: "revoked" };
    const refusal = await refuseWiderKey(transaction, actor, key);
    if (refusal !== undefined) return refusal;
    // A key that rolls itself is known to the member or key that knew it before.
    const isItself = actor.type === "key" && actor.keyId === key.id;
    const token = generateToken(key.mode);
    const { version, hash } = hashToken(vault.peppers, token);
    const hint = hintOf(token);
    const rolled = await transaction
      .updateTable("api_keys")
      .set({
        token_hash: hash,
        pepper_version: version,
        token_start: hint.start,
        token_last_four: hint.lastFour,
        rolled_at: sql<Date>`now()`,
        ...(isItself ? {} : { rolled_by: callerOf(actor) }),
        previous_token_known_to: knownTo(key),
        previous_token_hash: graceSeconds > 0 ? key.token_hash : null,
        previous_token_until:
          graceSeconds > 0 ? sql<Date>`now() + make_interval(secs => ${graceSeconds})` : null,
      })
      .where("id", "=", key.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return { outcome: "rolled", key: { ...presentKey(rolled), token } };
  });
}

/** Id of the member or key that was shown the present token; null for keys of the time before this was kept. */
function knownTo(key: DatabaseOutput<"api_keys">): string | null {
  return key.rolled_by ?? key.created_by;
}

async function refuseWiderKey(
  transaction: Connection,
  actor: TenantActor,
  key: DatabaseOutput<"api_keys">,
): Promise<RollKeyOutcome | undefined> {
  // The key itself is locked, and in force.
  if (actor.type === "key" && actor.keyId === key.id) return undefined;
  const scope = missingScope(actor, Scope.array().parse(key.scopes));
  if (scope !== undefined) return { outcome: "scope_not_held", scope };
  const { allowed_addresses: allowedAddresses, expires_at: expiresAt } = key;
  const bounds = await boundsOf(transaction, actor);
  if (bounds === undefined) return { outcome: "caller_ended" };
  const excess = excessOver(bounds, { allowedAddresses, expiresAt });
  return excess === undefined ? undefined : { outcome: excess };
}
