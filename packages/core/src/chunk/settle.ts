import { settleReservation, type ReleaseReason } from "@winnow/credits";
import { inTransaction, type Connection } from "@winnow/database";
import { createId } from "@winnow/runtime";
import { sql } from "kysely";
import { appendChunks } from "#chunk/append.ts";
import { chargeRows, insertEntitlements, readOwnedOf, type ChargedRow } from "#chunk/charge-rows.ts";
import { closeChunk } from "#chunk/close-chunk.ts";
import type { Deferral } from "#chunk/defer.ts";
import { holdsLease, type Lease } from "#chunk/lease.ts";
import type { RowOutcome } from "#chunk/outcome.ts";
import { FROM_DIRECTORY } from "#person/known-verdict.ts";
import { correctDirectory, findInDirectory } from "#guarantee/correct-directory.ts";
import { refundInvalid } from "#guarantee/recheck.ts";
import { insertAttempts } from "#chunk/insert-attempts.ts";
import { insertResults } from "#chunk/insert-results.ts";

type FinalOutcome = Extract<RowOutcome, { type: "final" }>;

/** What a worker found about a chunk's rows. */
interface SettledWork {
  readonly final: readonly FinalOutcome[];
  readonly deferred: readonly Extract<RowOutcome, { type: "deferred" }>[];
  readonly deferrals: readonly Deferral[];
  /** For how many days after its payment a row that proves invalid is refunded. */
  readonly guaranteeDays: number;
}

export type SettleOutcome =
  | { readonly outcome: "settled"; readonly pending: number; readonly next: number | undefined }
  /** The lease or the job was lost meanwhile (another worker, a cancellation): nothing was written. */
  | { readonly outcome: "fenced" };

/** Rolls everything back: the lease or the job was lost. */
class Fenced extends Error {}
/** Rolls everything back: another job came to own what this one was to pay for. The chunk is settled again. */
class OwnershipChanged extends Error {}

const ATTEMPTS_MAX = 5;

/**
 * Commits a chunk: results, evidence of every attempt, one capture and one release, ownership, counters, deferred rows, and
 * the next chunk of the window, in one transaction that is conditional on the lease's epoch.
 *
 * The rows, which are most of the work, are written before the job is locked, so that chunks of one job wait for each other
 * only for the money and the counters. A settlement that proves to be fenced is rolled back. Two holders of one chunk write
 * the same keys: the second waits for the first to end, and is then refused by the fence or by the key. Lock order: rows of
 * the chunk, job, chunk, wallet, reservation, endpoints, contacts.
 */
export async function settleChunk(
  database: Connection,
  lease: Lease,
  work: SettledWork,
): Promise<SettleOutcome> {
  // Inside a caller's transaction nothing can be rolled back here: the caller rolls it back.
  if (database.isTransaction) return settleOnce(database, lease, work);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(database, (transaction) => settleOnce(transaction, lease, work));
    } catch (error) {
      if (error instanceof Fenced) return { outcome: "fenced" };
      if (isWritten(error) && !(await holdsLease(database, lease))) return { outcome: "fenced" };
      if (!(error instanceof OwnershipChanged) || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

async function settleOnce(
  transaction: Connection,
  lease: Lease,
  work: SettledWork,
): Promise<Extract<SettleOutcome, { outcome: "settled" }>> {
  const { job } = lease;
  const listed = await findInDirectory(
    transaction,
    work.final.flatMap(({ verification }) => verification?.address ?? []),
  );
  const owned = await readOwnedOf(transaction, job, work.final);
  const charged = chargeRows(job, work.final, owned);
  const captureEntryId = createId("ent");
  await insertResults(transaction, job, charged, captureEntryId);
  await insertAttempts(transaction, lease, work.deferred);
  await holdFence(transaction, lease);
  await postSettlement(transaction, lease, charged, captureEntryId);
  await takeOwnership(transaction, lease, work, { charged, owned, captureEntryId });
  await deferRows(transaction, lease, work.deferrals);
  const closed = await closeChunk(transaction, lease, charged);
  await keepGuarantee(transaction, lease, work, listed);
  return { outcome: "settled", ...closed };
}

/** @throws OwnershipChanged when another job came to own some of what this one pays for. */
async function takeOwnership(
  transaction: Connection,
  { job }: Lease,
  work: SettledWork,
  settled: {
    readonly charged: readonly ChargedRow[];
    readonly owned: ReadonlySet<string>;
    readonly captureEntryId: string;
  },
): Promise<void> {
  const { charged, owned, captureEntryId } = settled;
  const free = job.price_millicredits === 0;
  // The wallet of a paid job is locked now: no other paid job comes to own anything until the end of the transaction.
  if (!free && (await readOwnedOf(transaction, job, work.final)).size !== owned.size) {
    throw new OwnershipChanged();
  }
  const own = await insertEntitlements(transaction, job, charged, captureEntryId);
  if (!own && !free) throw new OwnershipChanged();
}

/** Deferred rows become chunks that are due later: no worker is busy while they wait. */
async function deferRows(
  transaction: Connection,
  lease: Lease,
  deferrals: readonly Deferral[],
): Promise<void> {
  const { recheck, unasked } = lease.chunk;
  const parts = deferrals.map((deferral) => ({
    ...deferral,
    recheck: recheck + 1,
    unasked: deferral.awaits === undefined ? unasked : unasked + 1,
  }));
  await appendChunks(transaction, lease, parts);
}

/** Whether a result, or an attempt, is refused because there is one. */
function isWritten(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === "23505" && (constraint === "results_pkey" || constraint === "verification_attempts_pkey");
}

/**
 * Locks the job, then the chunk, in one statement: other chunks of the job wait for as long as this takes, which is mostly
 * round trips to the database. @throws Fenced unless this worker may still write both.
 */
async function holdFence(transaction: Connection, { job, chunk }: Lease): Promise<void> {
  // A paused job leases nothing more, but its leased chunks are still settled. Rows that this statement waited for are read
  // again after the wait.
  const { rows } = await sql`
    with job as materialized (
      select number from jobs where number = ${job.number} and status in ('running', 'paused') for no key update
    )
    select c.number from chunks c
    where c.job_number = (select number from job) and c.number = ${chunk.number} and c.epoch = ${chunk.epoch}
      and c.state = 'leased'
    for update of c`.execute(transaction);
  if (rows.length === 0) throw new Fenced();
}

async function postSettlement(
  transaction: Connection,
  { job, chunk }: Lease,
  charged: readonly ChargedRow[],
  captureEntryId: string,
): Promise<void> {
  const price = job.price_millicredits;
  // Free rows have no reservation and no entry.
  if (charged.length === 0 || price === 0) return;
  if (job.reservation_id === null) throw new Error(`job ${job.id} has rows at work but no reservation`);
  const reasons: Partial<Record<ReleaseReason, number>> = {};
  for (const { release } of charged) {
    if (release !== null) reasons[release] = (reasons[release] ?? 0) + price;
  }
  const settled = await settleReservation(transaction, {
    reservationId: job.reservation_id,
    subject: `chunk:${chunk.number}`,
    captureMillicredits: charged.reduce((sum, row) => sum + row.millicredits, 0),
    captureEntryId,
    release: { amountMillicredits: charged.filter((row) => row.release !== null).length * price, reasons },
    idempotencyKey: `chunk:${job.id}:${chunk.number}`,
  });
  // The fence makes a second settlement of a chunk impossible: any other outcome means that the ledger is broken.
  if (settled.outcome !== "posted") {
    throw new Error(`settling chunk ${chunk.number} of ${job.id} answered ${settled.outcome}`);
  }
}

/**
 * Refunds what was paid for and proves invalid now, and gives the new verdicts to contacts of the directory. A reported
 * bounce takes the same order, so that the two cannot deadlock.
 */
async function keepGuarantee(
  transaction: Connection,
  { job }: Lease,
  work: { readonly final: readonly FinalOutcome[]; readonly guaranteeDays: number },
  listed: ReadonlySet<string>,
): Promise<void> {
  const verdicts = work.final.flatMap(({ verification }) => verification ?? []);
  await refundInvalid(
    transaction,
    job,
    verdicts.filter(({ verdict }) => verdict.status === "invalid"),
    work.guaranteeDays,
  );
  await correctDirectory(
    transaction,
    job.mode,
    // A verdict that came from the directory is already there.
    verdicts
      .filter(
        ({ verdict, address }) => verdict.reason !== FROM_DIRECTORY && listed.has(address.toLowerCase()),
      )
      .map(({ address, verdict, checkedAt: at }) => ({
        address,
        status: verdict.status,
        at,
        source: "verifier",
      })),
  );
}
