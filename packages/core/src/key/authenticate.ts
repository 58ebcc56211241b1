import { Scope } from "@winnow/contracts";
import { sql } from "kysely";
import type { Context, KeyActor } from "#context.ts";
import { isAllowed } from "#key/allow-list.ts";
import { hashesOf } from "#key/peppers.ts";
import { parseToken } from "#key/token.ts";
import type { Vault } from "#key/vault.ts";

export type AuthenticateOutcome =
  | {
      readonly outcome: "authenticated";
      readonly actor: KeyActor;
      /** Present when the key was rolled and this is its old token. */
      readonly superseded?: { readonly since: Date; readonly until: Date };
    }
  | {
      readonly outcome:
        | "malformed_key"
        | "unknown_key"
        | "revoked_key"
        | "expired_key"
        | "ip_not_allowed"
        | "organization_suspended";
    };

/** `last_used_at` is written at most this often: a key under load must not become a hot row. */
const USED_EVERY = "1 minute";

/**
 * Tells which actor presents a key: checksum (without the database), then one look-up by hash, then the key's state by the
 * database's clock. Notes the use in the background; the answer does not wait for it.
 */
export async function authenticateKey(
  context: Pick<Context, "database" | "logger"> & { readonly vault: Vault },
  input: { readonly token: string; readonly address: string },
): Promise<AuthenticateOutcome> {
  const token = parseToken(input.token);
  if (token === undefined) return { outcome: "malformed_key" };
  const hashes = hashesOf(context.vault.peppers, token.text).map(({ hash }) => hash);
  const key = await context.database
    .selectFrom("api_keys")
    .innerJoin("organizations", "organizations.id", "api_keys.organization_id")
    .select([
      "api_keys.id",
      "api_keys.organization_id",
      "api_keys.mode",
      "api_keys.scopes",
      "api_keys.allowed_addresses",
      "api_keys.previous_token_until",
      "api_keys.rolled_at",
      sql<boolean>`api_keys.token_hash <> all(${hashes}::bytea[])`.as("rolled"),
      sql<boolean>`coalesce(api_keys.previous_token_until <= now(), false)`.as("sunken"),
      sql<boolean>`api_keys.revoked_at is not null`.as("revoked"),
      sql<boolean>`coalesce(api_keys.expires_at <= now(), false)`.as("expired"),
      sql<boolean>`organizations.suspended_at is not null`.as("suspended"),
      sql<boolean>`coalesce(api_keys.last_used_at < now() - ${USED_EVERY}::interval, true)`.as("unnoted"),
    ])
    .where((either) =>
      either.or([either("token_hash", "in", hashes), either("previous_token_hash", "in", hashes)]),
    )
    .executeTakeFirst();
  if (key === undefined) return { outcome: "unknown_key" };
  if (key.revoked || (key.rolled && key.sunken)) return { outcome: "revoked_key" };
  if (key.expired) return { outcome: "expired_key" };
  if (key.suspended) return { outcome: "organization_suspended" };
  if (!isAllowed(key.allowed_addresses, input.address)) return { outcome: "ip_not_allowed" };
  if (key.unnoted) void noteUse(context, key.id);
  return {
    outcome: "authenticated",
    actor: {
      type: "key",
      keyId: key.id,
      organizationId: key.organization_id,
      mode: key.mode,
      scopes: Scope.array().parse(key.scopes),
    },
    ...(key.rolled &&
      key.rolled_at !== null &&
      key.previous_token_until !== null && {
        superseded: { since: key.rolled_at, until: key.previous_token_until },
      }),
  };
}

/** Never rejects: a call is served even where its use could not be noted. */
async function noteUse(context: Pick<Context, "database" | "logger">, keyId: string): Promise<void> {
  try {
    await context.database
      .updateTable("api_keys")
      .set({ last_used_at: sql<Date>`now()` })
      .where("id", "=", keyId)
      .where((either) =>
        either.or([
          either("last_used_at", "is", null),
          either("last_used_at", "<", sql<Date>`now() - ${USED_EVERY}::interval`),
        ]),
      )
      .execute();
  } catch (error) {
    context.logger.debug({ error, keyId }, "the use of a key was not noted");
  }
}
