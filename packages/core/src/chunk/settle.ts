import { settle, type ReleaseReason } from "@winnow/credits";
import { inTransaction, type Connection, type Tally } from "@winnow/database";
import { sql } from "kysely";
import { priceMillicredits } from "#credit/price.ts";
import type { Deferral } from "#chunk/defer.ts";
import type { Lease } from "#chunk/lease.ts";
import type { RowOutcome } from "#chunk/outcome.ts";
import { FROM_DIRECTORY } from "#contact/known-verdict.ts";
import { correctDirectory } from "#guarantee/correct-directory.ts";
import { refundInvalid } from "#guarantee/recheck.ts";
import { insertAttempts } from "#chunk/insert-attempts.ts";
import { insertResults, type ChargedRow } from "#chunk/insert-results.ts";

type FinalOutcome = Extract<RowOutcome, { type: "final" }>;

export type SettleOutcome =
  | { readonly outcome: "settled"; readonly pending: number; readonly next: number | undefined }
  /** The lease or the job was lost meanwhile (another worker, a cancellation): nothing was written. */
  | { readonly outcome: "fenced" };

/**
 * Commits a chunk: results, evidence of every attempt, one capture and one release, ownership, counters, deferred rows, and the next
 * chunk of the window, in one transaction that is conditional on the lease's epoch.
 * Lock order: job, chunk, wallet, reservation, endpoints, contacts.
 */
export async function settleChunk(
  database: Connection,
  lease: Lease,
  work: {
    readonly final: readonly FinalOutcome[];
    readonly deferred: readonly Extract<RowOutcome, { type: "deferred" }>[];
    readonly deferrals: readonly Deferral[];
    /** How long after it was paid a row that proves invalid is refunded. */
    readonly guaranteeDays: number;
  },
): Promise<SettleOutcome> {
  return inTransaction(database, async (transaction): Promise<SettleOutcome> => {
    if (!(await holdFence(transaction, lease))) return { outcome: "fenced" };
    const charged = await chargeRows(transaction, lease, work.final);
    const { captureEntryId } = await postSettlement(transaction, lease, charged);
    await insertResults(transaction, lease.job, charged, captureEntryId);
    await insertEntitlements(transaction, lease, charged, captureEntryId);
    await insertAttempts(transaction, lease, work.deferred);
    await insertDeferrals(transaction, lease, work.deferrals);
    await markDone(transaction, lease, charged);
    await keepGuarantee(transaction, lease, work);
    const { pending } = await transaction
      .updateTable("jobs")
      .set((column) => ({ pending: column("pending", "-", charged.length) }))
      .where("number", "=", lease.job.number)
      .returning("pending")
      .executeTakeFirstOrThrow();
    return { outcome: "settled", pending, next: await openWindow(transaction, lease.job.number) };
  });
}

/** Locks the job and the chunk, and checks that both are still ours to write. */
async function holdFence(transaction: Connection, lease: Lease): Promise<boolean> {
  const { job, chunk } = lease;
  const running = await transaction
    .selectFrom("jobs")
    .select("number")
    .where("number", "=", job.number)
    // A paused job leases nothing more; what was at work is not thrown away.
    .where("status", "in", ["running", "paused"])
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (running === undefined) return false;
  const held = await transaction
    .selectFrom("chunks")
    .select("number")
    .where("job_number", "=", job.number)
    .where("number", "=", chunk.number)
    .where("epoch", "=", chunk.epoch)
    .where("state", "=", "leased")
    .forUpdate()
    .executeTakeFirst();
  return held !== undefined;
}

/** Decides what each row costs: nothing when it is free or when the organization owns the contact already. */
async function chargeRows(
  transaction: Connection,
  { job }: Lease,
  final: readonly FinalOutcome[],
): Promise<ChargedRow[]> {
  const price = priceMillicredits[job.kind];
  const subjects = final.flatMap((outcome) => outcome.billable?.subject ?? []);
  const owned = new Set<string>();
  if (subjects.length > 0) {
    // Two jobs that find one contact queue here, so that only the first of them pays.
    await transaction
      .selectFrom("wallets")
      .select("version")
      .where("organization_id", "=", job.organization_id)
      .where("mode", "=", job.mode)
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow();
    const entitlements = await transaction
      .selectFrom("entitlements")
      .select("subject")
      .where("organization_id", "=", job.organization_id)
      .where("mode", "=", job.mode)
      // One array, not a list of parameters: planning a statement with hundreds of them takes longer than it runs.
      .where(sql<boolean>`subject = any(${subjects}::text[])`)
      .execute();
    for (const { subject } of entitlements) owned.add(subject);
  }
  return final.map((outcome) => {
    if (outcome.billable === null) return { outcome, millicredits: 0, basis: null, release: outcome.release };
    const { basis, subject } = outcome.billable;
    if (subject !== null && owned.has(subject)) {
      return { outcome, millicredits: 0, basis: "owned", release: "owned" };
    }
    if (subject !== null) owned.add(subject);
    return { outcome, millicredits: price, basis, release: null };
  });
}

async function postSettlement(transaction: Connection, lease: Lease, charged: readonly ChargedRow[]) {
  const { job, chunk } = lease;
  if (charged.length === 0) return { captureEntryId: null };
  if (job.reservation_id === null) throw new Error(`job ${job.id} has rows at work but no reservation`);
  const price = priceMillicredits[job.kind];
  const reasons: Partial<Record<ReleaseReason, number>> = {};
  for (const { release } of charged) {
    if (release !== null) reasons[release] = (reasons[release] ?? 0) + price;
  }
  const settled = await settle(transaction, {
    reservationId: job.reservation_id,
    subject: `chunk:${chunk.number}`,
    captureMillicredits: charged.reduce((sum, row) => sum + row.millicredits, 0),
    release: { amountMillicredits: charged.filter((row) => row.release !== null).length * price, reasons },
    idempotencyKey: `chunk:${job.id}:${chunk.number}`,
  });
  // The fence makes a second settlement of a chunk impossible; anything but a fresh posting is a broken ledger.
  if (settled.outcome !== "posted") {
    throw new Error(`settling chunk ${chunk.number} of ${job.id} answered ${settled.outcome}`);
  }
  return settled;
}

async function insertEntitlements(
  transaction: Connection,
  { job }: Lease,
  charged: readonly ChargedRow[],
  captureEntryId: string | null,
): Promise<void> {
  const subjects = charged.flatMap(({ millicredits, outcome }) =>
    millicredits > 0 && outcome.billable?.subject ? [outcome.billable.subject] : [],
  );
  if (subjects.length === 0 || captureEntryId === null) return;
  await sql`
    insert into entitlements (organization_id, mode, subject, entry_id)
    select ${job.organization_id}, ${job.mode}, subject, ${captureEntryId}
    from unnest(${subjects}::text[]) as subject`.execute(transaction);
}

/** Deferred rows become chunks of the future: their wait costs no worker. */
async function insertDeferrals(
  transaction: Connection,
  lease: Lease,
  deferrals: readonly Deferral[],
): Promise<void> {
  const { job, chunk } = lease;
  if (deferrals.length === 0) return;
  await sql`
    insert into chunks (job_number, number, rows, due_at, recheck, unasked, awaits, deferred_since)
    select ${job.number}, last.number + d.position::int,
      (select array_agg(value::int) from jsonb_array_elements_text(d.deferral -> 'rows') as value),
      now() + make_interval(secs => (d.deferral ->> 'waitSeconds')::float8),
      ${chunk.recheck + 1}::int, ${chunk.unasked}::int + (d.deferral ? 'awaits')::int, d.deferral ->> 'awaits',
      coalesce(${chunk.deferred_since}::timestamptz, now())
    from jsonb_array_elements(${JSON.stringify(deferrals)}::jsonb) with ordinality as d (deferral, position),
      (select max(number) as number from chunks where job_number = ${job.number}) as last`.execute(
    transaction,
  );
}

/**
 * What was paid for and proves invalid now is given back, and contacts of the directory get the new verdicts; in this
 * order, as a reported bounce does, so that nobody waits for each other.
 */
async function keepGuarantee(
  transaction: Connection,
  { job }: Lease,
  work: { readonly final: readonly FinalOutcome[]; readonly guaranteeDays: number },
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
    // What came from there is no news.
    verdicts
      .filter(({ verdict }) => verdict.reason !== FROM_DIRECTORY)
      .map(({ address, verdict, checkedAt: at }) => ({
        address,
        status: verdict.status,
        at,
        source: "verifier",
      })),
  );
}

async function markDone(transaction: Connection, { job, chunk }: Lease, charged: readonly ChargedRow[]) {
  const tally: Tally = {};
  for (const { outcome } of charged) {
    const status = `status.${outcome.status}`;
    tally[status] = (tally[status] ?? 0) + 1;
    if (outcome.verification === null) continue;
    const email = `email.${outcome.verification.verdict.status}`;
    tally[email] = (tally[email] ?? 0) + 1;
  }
  await transaction
    .updateTable("chunks")
    .set({ state: "done", leased_until: null, tally: JSON.stringify(tally) })
    .where("job_number", "=", job.number)
    .where("number", "=", chunk.number)
    .execute();
}

/** Lets the job's next chunk into the queue, if any waits outside the window. */
async function openWindow(transaction: Connection, jobNumber: number): Promise<number | undefined> {
  const next = await transaction
    .updateTable("chunks")
    .set({ rung_at: sql<Date>`now()` })
    .where("job_number", "=", jobNumber)
    .where("number", "=", (subquery) =>
      subquery
        .selectFrom("chunks")
        .select("number")
        .where("job_number", "=", jobNumber)
        .where("state", "=", "pending")
        .where("recheck", "=", 0)
        .where("rung_at", "is", null)
        .orderBy("number")
        .limit(1),
    )
    .returning("number")
    .executeTakeFirst();
  return next?.number;
}
