import type { Connection } from "@winnow/database";
import type { TenantActor } from "#context.ts";
import { isWithin } from "#key/allow-list.ts";
import { ownKeys } from "#key/own.ts";
import { holdMember } from "#member/hold.ts";

/** What a key that an actor hands out may not exceed, beside the actor's scopes. */
export interface KeyBounds {
  /** Networks that calls may come from; null: any. */
  readonly allowedAddresses: readonly string[] | null;
  /** null: it never ends. */
  readonly expiresAt: Date | null;
  /** The actor has a ceiling of credits: each key that it hands out would have a ceiling of its own. */
  readonly capped: boolean;
}

/**
 * The bounds of the caller, who stays what it is until the transaction ends: a removal that begins meanwhile waits, and sees
 * what was made. A member has no bounds.
 * @returns undefined when the caller was removed or revoked since it was authenticated.
 */
export async function boundsOf(transaction: Connection, actor: TenantActor): Promise<KeyBounds | undefined> {
  if (actor.type === "member") {
    const isMember = await holdMember(transaction, actor);
    return isMember ? { allowedAddresses: null, expiresAt: null, capped: false } : undefined;
  }
  const key = await ownKeys(transaction, actor)
    .select(["allowed_addresses", "expires_at", "max_millicredits_per_day", "max_millicredits_total"])
    .where("id", "=", actor.keyId)
    .where("revoked_at", "is", null)
    .forShare()
    .executeTakeFirst();
  if (key === undefined) return undefined;
  const { allowed_addresses: allowedAddresses, expires_at: expiresAt } = key;
  const capped = key.max_millicredits_per_day !== null || key.max_millicredits_total !== null;
  return { allowedAddresses, expiresAt, capped };
}

/** How a key exceeds the bounds; undefined where it lies within them. */
export function excessOver(
  { allowedAddresses, expiresAt, capped }: KeyBounds,
  key: Pick<KeyBounds, "allowedAddresses" | "expiresAt">,
): "capped" | "wider_than_caller" | "outlives_caller" | undefined {
  if (capped) return "capped";
  if (!isWithin(key.allowedAddresses, allowedAddresses)) return "wider_than_caller";
  if (expiresAt !== null && (key.expiresAt === null || key.expiresAt > expiresAt)) return "outlives_caller";
  return undefined;
}
