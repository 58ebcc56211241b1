import type { BillableStatus, Reveal } from "@winnow/contracts";
import { MILLICREDITS_PER_CREDIT } from "@winnow/credits";
import type { Connection } from "@winnow/database";
import { createId } from "@winnow/runtime";
import { sql } from "kysely";
import { leaseChunk } from "#chunk/lease.ts";
import { outcomeOfVerification, type RowOutcome } from "#chunk/outcome.ts";
import { settleChunk } from "#chunk/settle.ts";
import type { TenantActor } from "#context.ts";
import { reserveForJob } from "#credit/reserve-for-job.ts";
import { readLimits, refuseShortage } from "#credit/shortage.ts";
import { insertJob, nextJobNumber } from "#job/intake/insert.ts";
import type { JobTerms } from "#job/intake/terms.ts";
import { insertChunks } from "#job/plan/insert-chunks.ts";
import { lockKeyBudget } from "#key/budget.ts";
import { keyOf } from "#key/own.ts";
import { knownVerification } from "#person/known-verdict.ts";
import { presentContact } from "#person/present.ts";
import type { Price } from "#price/price-list.ts";
import type { PlannedContact } from "#reveal/plan.ts";

/** A contact that is in the directory. */
export type Found = Extract<PlannedContact, { contact: unknown }>;

/** Chunks of a reveal: what is paid for at once, and what a worker verifies first. */
const FRESH = 0;
export const STALE = 1;
/** It goes before bulk, because the caller waits. */
export const PRIORITY = 1;
/** For the chunk that is leased and settled in one transaction. */
const LEASE_MS = 60_000;
const WHAT = "These contacts";

/**
 * Begins the job of a reveal in the caller's transaction: reserves for it whole, and settles at once what is fresh.
 * @returns the job's id. @throws Refused
 */
export async function beginReveal(
  transaction: Connection,
  actor: TenantActor,
  paid: readonly Found[],
  input: Pick<Reveal, "max_credits"> & {
    readonly price: Price;
    readonly requestId?: string | undefined;
  },
): Promise<string> {
  const jobId = createId("job");
  const reservationId = await reserveWhole(transaction, actor, jobId, {
    requiredMillicredits: paid.length * input.price.millicredits,
    maxMillicredits: input.max_credits === undefined ? null : input.max_credits * MILLICREDITS_PER_CREDIT,
  });
  const number = await nextJobNumber(transaction);
  await insertRows(transaction, number, paid);
  await insertJob(transaction, actor, {
    id: jobId,
    number,
    source: { format: "json" },
    terms: termsOfReveal(input.price),
    requestId: input.requestId,
    submitted: paid.length,
    single: true,
    planned: { reservationId },
  });
  await cutChunks(transaction, number, paid);
  await settleFresh(transaction, jobId, paid);
  return jobId;
}

/** Reserves for all contacts or for none. @throws Refused */
async function reserveWhole(
  transaction: Connection,
  actor: TenantActor,
  jobId: string,
  of: { readonly requiredMillicredits: number; readonly maxMillicredits: number | null },
): Promise<string | null> {
  const keyId = keyOf(actor);
  await lockKeyBudget(transaction, keyId);
  const limits = await readLimits(transaction, {
    tenant: actor,
    keyId,
    maxMillicredits: of.maxMillicredits,
  });
  refuseShortage(WHAT, of.requiredMillicredits, limits);
  const job = { id: jobId, amountMillicredits: of.requiredMillicredits };
  const reserved = await reserveForJob(transaction, actor, job);
  if (reserved.outcome === "reserved") return reserved.reservationId;
  // Another job was faster.
  refuseShortage(WHAT, of.requiredMillicredits, { ...limits, wallet: reserved.availableMillicredits });
  throw new Error(`${jobId} fits into what is available, and was not reserved`);
}

/** Of the job that a reveal is. */
function termsOfReveal(price: Price): JobTerms {
  return {
    kind: "enrich",
    priority: PRIORITY,
    price_millicredits: price.millicredits,
    charge_on: [...price.billable],
    reveals: true,
    max_millicredits: null,
    on_insufficient: "reject",
    // The caller waits, so a deferred row ends here; the next reveal verifies it again.
    max_wait_seconds: 0,
    max_age_seconds: 0,
    endpoint_id: null,
    callback_url: null,
  };
}

/** Rows are numbered in the order of `paid`; `ref` is the contact. */
async function insertRows(transaction: Connection, jobNumber: number, paid: readonly Found[]): Promise<void> {
  await transaction
    .insertInto("job_rows")
    .values(
      paid.map(({ id, contact }, index) => ({
        job_number: jobNumber,
        row: index + 1,
        ref: id,
        raw: JSON.stringify({ ref: id }),
        email: contact.email,
        first_name: null,
        last_name: null,
        full_name: null,
        company: null,
        domain: null,
        linkedin_url: contact.linkedin_url,
        defect: null,
      })),
    )
    .execute();
}

/** Those that are fresh are a chunk, and those that a worker verifies first are another one. */
async function cutChunks(transaction: Connection, jobNumber: number, paid: readonly Found[]): Promise<void> {
  const chunks = paid.map(({ plan }) => (plan === "fresh" ? FRESH : STALE));
  const rows = paid.map((_, index) => index + 1);
  await insertChunks(
    transaction,
    jobNumber,
    sql`select chunk, row as position, row from unnest(${chunks}::int[], ${rows}::int[]) as c (chunk, row)`,
  );
}

/** Settles what is fresh as a worker settles a chunk. */
async function settleFresh(transaction: Connection, jobId: string, paid: readonly Found[]): Promise<void> {
  if (!paid.some(({ plan }) => plan === "fresh")) return;
  const lease = await leaseChunk(transaction, { jobId, chunk: FRESH, leaseMs: LEASE_MS });
  if (lease === undefined) throw new Error(`${jobId} has no chunk to settle`);
  const { charge_on: chargeOn } = lease.job;
  const settled = await settleChunk(transaction, lease, {
    final: paid.flatMap((one, index) =>
      one.plan === "fresh" ? directoryOutcome(one, index + 1, chargeOn) : [],
    ),
    deferred: [],
    deferrals: [],
    // No row here is invalid, so no refund is due.
    guaranteeDays: 0,
  });
  if (settled.outcome !== "settled") throw new Error(`settling ${jobId} answered ${settled.outcome}`);
}

/** A fresh contact, as the row that it is paid as. */
function directoryOutcome(
  { contact }: Found,
  row: number,
  chargeOn: readonly BillableStatus[],
): Extract<RowOutcome, { type: "final" }>[] {
  const { email, verified_at: at, email_status: status } = contact;
  if (email === null || at === null) return [];
  // The plan of the reveal decided that it is fresh.
  const verification = knownVerification(email, { status, at }, at);
  if (verification === undefined) return [];
  const rule = { kind: "enrich", chargeOn, reveals: true } as const;
  const outcome = outcomeOfVerification(row, verification, rule, presentContact(contact));
  return outcome.type === "final" ? [outcome] : [];
}
