import { inTransaction, type Connection } from "@winnow/database";
import { sql } from "kysely";
import { requireAmount } from "#amount.ts";
import { lockWalletOfCapture } from "#lock.ts";
import type { Movement } from "#movement.ts";
import { keyIsFree, postEntries } from "#post.ts";
import { findReplay } from "#replay.ts";
import type { Wallet } from "#wallet.ts";

export interface RefundInput {
  readonly captureEntryId: string;
  /** The row that was paid for; each row of a capture is refunded at most once. */
  readonly subject: string;
  /** At least 1. */
  readonly amountMillicredits: number;
  readonly idempotencyKey: string;
}

export type RefundOutcome =
  | { readonly outcome: "posted" | "replayed"; readonly entryId: string; readonly wallet: Wallet }
  /** That row has its refund, under another key. */
  | { readonly outcome: "already_refunded"; readonly entryId: string }
  /** The refunds of a capture never exceed it; so much is left of it. */
  | { readonly outcome: "exceeds_capture"; readonly refundableMillicredits: number }
  /** No capture has that id. */
  | { readonly outcome: "not_found" }
  /** The key stands for another operation; nothing was refunded. */
  | { readonly outcome: "key_reused" };

/** Refunds the spent credits of one row of a capture: a delivered email bounced, or proved invalid. @throws RangeError */
export async function refund(connection: Connection, input: RefundInput): Promise<RefundOutcome> {
  const { captureEntryId, subject, amountMillicredits, idempotencyKey } = input;
  requireAmount("a refund", amountMillicredits, 1);
  const movements: Movement[] = [{ kind: "refund", amountMillicredits, subject, reverses: captureEntryId }];
  return inTransaction(connection, async (transaction): Promise<RefundOutcome> => {
    const wallet = await lockWalletOfCapture(transaction, captureEntryId);
    if (wallet === undefined) return { outcome: "not_found" };
    const source = sql`
      select c.organization_id, c.mode, null::text as reservation_id, c.job_id from entries c
      where c.id = ${captureEntryId} and ${keyIsFree(wallet, idempotencyKey)}
        and not exists (
          select from entries where reverses = c.id and subject = ${subject} and kind = 'refund')
        and c.delta_spent >= ${amountMillicredits} + (
          select coalesce(sum(delta_available), 0) from entries where reverses = c.id and kind = 'refund')`;
    const posted = await postEntries(transaction, { source, idempotencyKey, movements });
    if (posted !== undefined) {
      return { outcome: "posted", entryId: posted.entryIds[0]!, wallet: posted.wallet };
    }
    const replay = await findReplay(transaction, wallet, idempotencyKey, { movements });
    if (replay.outcome === "key_reused") return replay;
    if (replay.outcome === "replayed") {
      return { outcome: "replayed", entryId: replay.entries[0]!.id, wallet };
    }
    return explainRefusal(transaction, captureEntryId, subject);
  });
}

async function explainRefusal(
  transaction: Connection,
  captureEntryId: string,
  subject: string,
): Promise<RefundOutcome> {
  const { rows } = await sql<{ refundable: number; refund_id: string | null }>`
    select (c.delta_spent - coalesce(sum(r.delta_available), 0))::bigint as refundable,
      max(r.id) filter (where r.subject = ${subject}) as refund_id
    from entries c left join entries r on r.reverses = c.id and r.kind = 'refund'
    where c.id = ${captureEntryId} group by c.id`.execute(transaction);
  const { refundable, refund_id: refundId } = rows[0]!;
  if (refundId !== null) return { outcome: "already_refunded", entryId: refundId };
  return { outcome: "exceeds_capture", refundableMillicredits: refundable };
}
