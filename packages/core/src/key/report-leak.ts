import { sql } from "kysely";
import type { Context } from "#context.ts";
import { hashesOf } from "#key/peppers.ts";
import { parseToken } from "#key/token.ts";
import type { Vault } from "#key/vault.ts";

/**
 * Revokes the key whose token leaked. Holding the token is the permission to end it. The token before the last roll ends
 * alone. Reporting it again changes nothing.
 * @returns whether such a key was alive; the reporter is told the same in any case.
 */
export async function reportLeak(
  context: Pick<Context, "database" | "logger"> & { readonly vault: Vault },
  input: { readonly token: string; readonly url?: string | undefined },
): Promise<{ readonly outcome: "revoked" | "unknown" }> {
  const token = parseToken(input.token);
  if (token === undefined) return { outcome: "unknown" };
  const hashes = hashesOf(context.vault.peppers, token.text).map(({ hash }) => hash);
  const revoked = await context.database
    .updateTable("api_keys")
    .set({ revoked_at: sql<Date>`now()`, revoked_reason: "exposed", leak_url: input.url ?? null })
    .where("token_hash", "in", hashes)
    .where("revoked_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  const ended =
    revoked ??
    (await context.database
      .updateTable("api_keys")
      .set({ previous_token_hash: null, previous_token_until: null, leak_url: input.url ?? null })
      .where("previous_token_hash", "in", hashes)
      .returning("id")
      .executeTakeFirst());
  if (ended === undefined) return { outcome: "unknown" };
  context.logger.warn({ keyId: ended.id, leakUrl: input.url }, "a leaked token was reported and ended");
  return { outcome: "revoked" };
}
