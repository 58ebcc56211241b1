import { Scope, type Key } from "@winnow/contracts";
import { toCredits } from "@winnow/credits";
import type { DatabaseOutput } from "@winnow/database";

/** A key as it is shown. */
export function presentKey(key: DatabaseOutput<"api_keys">): Key {
  return {
    id: key.id,
    name: key.name,
    mode: key.mode,
    scopes: Scope.array().parse(key.scopes),
    token_start: key.token_start,
    token_last_four: key.token_last_four,
    allowed_addresses: key.allowed_addresses,
    max_credits_per_day: key.max_millicredits_per_day && toCredits(key.max_millicredits_per_day),
    max_credits_total: key.max_millicredits_total && toCredits(key.max_millicredits_total),
    expires_at: key.expires_at?.toISOString() ?? null,
    revoked_at: key.revoked_at?.toISOString() ?? null,
    revoked_reason: key.revoked_reason,
    previous_token_until: key.previous_token_until?.toISOString() ?? null,
    created_by: key.created_by,
    rolled_by: key.rolled_by,
    last_used_at: key.last_used_at?.toISOString() ?? null,
    created_at: key.created_at.toISOString(),
  };
}
