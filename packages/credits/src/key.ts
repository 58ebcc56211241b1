import { sql, type RawBuilder } from "kysely";
import type { WalletName } from "#wallet-name.ts";

/** SQL: an entry was posted under this key in this wallet. Written as the index `entry_key_unique` has it. */
export function hasKey({ organizationId, mode }: WalletName, idempotencyKey: string): RawBuilder<boolean> {
  return sql`organization_id || '/' || mode || '/' || idempotency_key
    = ${`${organizationId}/${mode}/${idempotencyKey}`}`;
}
