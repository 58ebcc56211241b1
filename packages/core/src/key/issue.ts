import type { IssuedKey, Mode, Scope } from "@winnow/contracts";
import { MILLICREDITS_PER_CREDIT } from "@winnow/credits";
import { createId } from "@winnow/runtime";
import type { Context, Tenant } from "#context.ts";
import { hashToken } from "#key/peppers.ts";
import { generateToken, hintOf } from "#key/token.ts";
import type { Vault } from "#key/vault.ts";

export interface IssueKeyInput extends Tenant {
  readonly name: string;
  /** Id of the member or key that is shown the token. */
  readonly createdBy: string;
  readonly scopes: readonly Scope[];
  /** When the key expires; never, when left out. */
  readonly expiresAt?: Date;
  /** Networks as CIDR that may use it; any address, when null or left out. */
  readonly allowedAddresses?: string[] | null;
  /** Whole credits; no ceiling, when left out. */
  readonly maxCreditsPerDay?: number | undefined;
  readonly maxCreditsTotal?: number | undefined;
}

/**
 * Issues an API key. The token is in the answer only: it cannot be computed from what is stored. Runs on
 * `context.database`, which may be the caller's transaction.
 */
export async function issueKey(
  context: Pick<Context, "database"> & { readonly vault: Vault },
  input: IssueKeyInput,
): Promise<IssuedKey> {
  const mode: Mode = input.mode;
  const token = generateToken(mode);
  const hint = hintOf(token);
  const { version, hash } = hashToken(context.vault.peppers, token);
  const id = createId("key");
  await context.database
    .insertInto("api_keys")
    .values({
      id,
      organization_id: input.organizationId,
      mode,
      name: input.name,
      created_by: input.createdBy,
      token_start: hint.start,
      token_last_four: hint.lastFour,
      token_hash: hash,
      pepper_version: version,
      scopes: [...input.scopes],
      expires_at: input.expiresAt ?? null,
      max_millicredits_per_day: millicredits(input.maxCreditsPerDay),
      max_millicredits_total: millicredits(input.maxCreditsTotal),
      allowed_addresses: input.allowedAddresses ?? null,
    })
    .execute();
  return { id, mode, token, scopes: [...input.scopes] };
}

function millicredits(credits: number | undefined): number | null {
  return credits === undefined ? null : credits * MILLICREDITS_PER_CREDIT;
}
