import type { Connection } from "@winnow/database";
import { entryOf, type Entry } from "#entry.ts";
import { hasKey } from "#key.ts";
import type { Movement } from "#movement.ts";
import type { ReleaseReasons } from "#release-reason.ts";
import type { WalletName } from "#wallet-name.ts";

/** The operation that a key stands for: its entries, and what else makes it this one and not another. */
export interface Operation {
  readonly movements: readonly Movement[];
  readonly reservationId?: string;
  readonly jobId?: string | null;
}

export type Replay =
  /** Nothing was posted under the key. */
  | { readonly outcome: "key_free" }
  /** This very operation was; `entries` in the order of its movements. */
  | { readonly outcome: "replayed"; readonly entries: readonly Entry[] }
  /** Another operation was. */
  | { readonly outcome: "key_reused" };

/** Says what became of an operation whose key may have been used before. The caller holds the wallet's lock. */
export async function findReplay(
  transaction: Connection,
  wallet: WalletName,
  idempotencyKey: string,
  operation: Operation,
): Promise<Replay> {
  const entries = await findByKey(transaction, wallet, idempotencyKey);
  if (entries.length === 0) return { outcome: "key_free" };
  const { movements, reservationId, jobId } = operation;
  const same =
    entries.length === movements.length &&
    movements.every((movement, index) => matches(entries[index], movement)) &&
    entries.every((entry) => reservationId === undefined || entry.reservationId === reservationId) &&
    entries.every((entry) => jobId === undefined || entry.jobId === jobId);
  return same ? { outcome: "replayed", entries } : { outcome: "key_reused" };
}

/** The entries posted under a key, part by part. */
export async function findByKey(
  transaction: Connection,
  name: WalletName,
  idempotencyKey: string,
): Promise<Entry[]> {
  const rows = await transaction
    .selectFrom("entries")
    .selectAll()
    .where(hasKey(name, idempotencyKey))
    .orderBy("key_part")
    .execute();
  return rows.map(entryOf);
}

function matches(entry: Entry | undefined, movement: Movement): boolean {
  return (
    entry !== undefined &&
    entry.kind === movement.kind &&
    entry.amountMillicredits === movement.amountMillicredits &&
    entry.subject === (movement.subject ?? null) &&
    entry.reverses === (movement.reverses ?? null) &&
    sameReasons(entry.reasons ?? {}, movement.reasons ?? {})
  );
}

function sameReasons(one: ReleaseReasons, other: ReleaseReasons): boolean {
  const reasons = Object.keys(one) as (keyof ReleaseReasons)[];
  return (
    reasons.length === Object.keys(other).length && reasons.every((reason) => one[reason] === other[reason])
  );
}
