import type { Connection } from "@winnow/database";
import { createId } from "@winnow/runtime";
import { sql, type RawBuilder } from "kysely";
import { hasKey } from "#key.ts";
import { deltaOf, sumDeltas, type Movement } from "#movement.ts";
import { walletOf, type Wallet, type WalletRow } from "#wallet.ts";
import type { WalletName } from "#wallet-name.ts";

export interface Posting {
  /**
   * SQL that yields one row (organization_id, mode, reservation_id, job_id) where the posting may happen, after writing
   * what must be written with it, and none where it may not. It has to check `keyIsFree`.
   */
  readonly source: RawBuilder<unknown>;
  readonly idempotencyKey: string;
  readonly movements: readonly Movement[];
}

export interface Posted {
  /** As the posting left it. */
  readonly wallet: Wallet;
  /** In the order of the movements. */
  readonly entryIds: readonly string[];
}

/**
 * Writes the entries of one operation and moves the wallet, in one statement.
 * The caller holds the wallet's lock. @returns undefined when the source yields nothing.
 */
export async function postEntries(transaction: Connection, posting: Posting): Promise<Posted | undefined> {
  const drafts = posting.movements.map((movement, index) => ({
    movement,
    id: movement.id ?? createId("ent"),
    part: index + 1,
    delta: deltaOf(movement),
  }));
  const total = sumDeltas(drafts.map((draft) => draft.delta));
  const parts = drafts.map(({ movement, id, part, delta }) => {
    // The wallet's balances are known after the last part: each part left them less what its successors moved.
    const later = sumDeltas(drafts.slice(part).map((draft) => draft.delta));
    const { kind, subject, reasons, reverses } = movement;
    return { id, part, kind, subject, reasons, reverses, delta, later, versions_later: drafts.length - part };
  });
  const { rows } = await sql<WalletRow>`
    with source as (${posting.source}),
    moved as (
      update wallets w set
        granted = w.granted + ${total.granted}, available = w.available + ${total.available},
        reserved = w.reserved + ${total.reserved}, spent = w.spent + ${total.spent},
        version = w.version + ${drafts.length}
      from source s where w.organization_id = s.organization_id and w.mode = s.mode
      returning w.*
    ),
    entered as (
      insert into entries (
        id, organization_id, mode, kind,
        delta_granted, delta_available, delta_reserved, delta_spent,
        wallet_version, available_after, reserved_after, spent_after,
        reservation_id, job_id, subject, reasons, reverses, idempotency_key, key_part)
      select p.id, w.organization_id, w.mode, p.kind,
        (p.delta ->> 'granted')::bigint, (p.delta ->> 'available')::bigint,
        (p.delta ->> 'reserved')::bigint, (p.delta ->> 'spent')::bigint,
        w.version - p.versions_later, w.available - (p.later ->> 'available')::bigint,
        w.reserved - (p.later ->> 'reserved')::bigint, w.spent - (p.later ->> 'spent')::bigint,
        s.reservation_id, s.job_id, p.subject, p.reasons, p.reverses, ${posting.idempotencyKey}, p.part
      from moved w, source s, jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) as p (
        id text, part smallint, kind text, subject text, reasons jsonb, reverses text,
        delta jsonb, later jsonb, versions_later int)
    )
    select organization_id, mode, granted, available, reserved, spent, version from moved`.execute(
    transaction,
  );
  return rows[0] && { wallet: walletOf(rows[0]), entryIds: drafts.map((draft) => draft.id) };
}

/** SQL: nothing was posted under this key in the wallet, which the caller has locked. */
export function keyIsFree(name: WalletName, idempotencyKey: string): RawBuilder<boolean> {
  return sql`not exists (select from entries where ${hasKey(name, idempotencyKey)})`;
}
