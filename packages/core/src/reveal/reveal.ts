import { createHash } from "node:crypto";
import type { ErrorCode, Reveal, RevealAnswer } from "@winnow/contracts";
import { MILLICREDITS_PER_CREDIT, reserve, toCredits } from "@winnow/credits";
import { inTransaction, type Connection } from "@winnow/database";
import { createId } from "@winnow/runtime";
import { sql } from "kysely";
import { outcomeOfVerification, type RowOutcome } from "#chunk/outcome.ts";
import { settleChunk } from "#chunk/settle.ts";
import { knownVerification } from "#person/known-verdict.ts";
import { presentContact } from "#person/present.ts";
import { planReveal, type PlannedContact } from "#reveal/plan.ts";
import { answerReveal } from "#reveal/answer.ts";
import type { Context, TenantActor } from "#context.ts";
import { priceMillicredits } from "#price/price.ts";
import { claimIdempotencyKey, recordAnswer } from "#idempotency/claim.ts";
import { completeJob } from "#job/control/complete.ts";
import type { JobWatch } from "#job/control/watch.ts";
import { lockKeyBudget, readKeyBudget } from "#key/budget.ts";
import { insertChunks } from "#job/plan/insert-chunks.ts";
import { insertJob, nextJobNumber } from "#job/intake/insert.ts";
import type { JobTerms } from "#job/intake/terms.ts";
import { leaseChunk } from "#chunk/lease.ts";
import { keyOf } from "#key/own.ts";

export interface RevealRefusal {
  readonly outcome: "refused";
  readonly code: Extract<
    ErrorCode,
    "idempotency_in_progress" | "idempotency_key_reused" | "insufficient_credits" | "key_budget_exceeded"
  >;
  readonly detail: string;
  readonly members?: Readonly<Record<string, number>>;
}

export type RevealOutcome =
  | { readonly outcome: "revealed"; readonly answer: RevealAnswer; readonly replayed: boolean }
  | RevealRefusal;

type Found = Extract<PlannedContact, { contact: unknown }>;
/** Chunks of a reveal: what is paid for at once, and what a worker verifies first. */
const FRESH = 0;
const STALE = 1;
/** It goes before bulk: the caller waits. */
const PRIORITY = 1;
/** For the chunk that is leased and settled in one transaction. */
const LEASE_MS = 60_000;

/**
 * Reveals contacts: a job whose rows are the contacts that cost something. Those whose verdict is fresh are settled in the
 * transaction that makes the job, by the verb that settles every chunk; the others are verified by a worker first. So a
 * contact is paid for once whoever finds it at the same time, results name their entry, and bounces are refunded alike.
 */
export async function revealContacts(
  context: Context<TenantActor>,
  input: Reveal & {
    readonly idempotencyKey: string;
    readonly requestId?: string | undefined;
    readonly watch: JobWatch;
    readonly waitMs: number;
  },
): Promise<RevealOutcome> {
  const ids = [...new Set(input.ids)];
  const fingerprint = createHash("sha256")
    .update(JSON.stringify(["reveal", ids, input.max_credits ?? null]))
    .digest();
  const begun = await inTransaction(context.database, async (transaction): Promise<Begun | RevealRefusal> => {
    const claim = await claimIdempotencyKey(transaction, context.actor, input.idempotencyKey);
    if (claim.outcome === "in_progress") {
      return refused(
        "idempotency_in_progress",
        "A request with this Idempotency-Key is being answered right now.",
      );
    }
    if (claim.outcome === "answered") {
      if (!claim.earlier.fingerprint.equals(fingerprint)) {
        return refused(
          "idempotency_key_reused",
          "This Idempotency-Key was used with other contacts within 24 hours.",
        );
      }
      return { ...(claim.earlier.answer as StoredReveal), replayed: true };
    }
    const planned = await planReveal(transaction, context.actor, ids, context.clock.now());
    const paid = planned.filter((one): one is Found => one.plan === "fresh" || one.plan === "stale");
    const jobId = paid.length === 0 ? null : await beginJob(transaction, context.actor, paid, input);
    if (jobId !== null && typeof jobId !== "string") return jobId;
    const stored = { jobId, stale: paid.some(({ plan }) => plan === "stale") };
    await recordAnswer(transaction, context.actor, {
      key: input.idempotencyKey,
      fingerprint,
      status: 200,
      answer: stored satisfies StoredReveal,
    });
    return { ...stored, replayed: false };
  });
  if ("outcome" in begun) return begun;
  const { jobId, stale, replayed } = begun;
  if (jobId !== null && stale) {
    if (!replayed) await context.bell.ring("process-chunk", { jobId, chunk: STALE }, { priority: PRIORITY });
    await input.watch.ended(jobId, input.waitMs);
  } else if (jobId !== null) {
    await completeJob(context, { jobId });
  }
  return { outcome: "revealed", answer: await answerReveal(context, { ids, jobId }), replayed };
}

interface StoredReveal {
  readonly jobId: string | null;
  readonly stale: boolean;
}
type Begun = StoredReveal & { readonly replayed: boolean };

/** @returns the job's id, or why nothing was begun. */
async function beginJob(
  transaction: Connection,
  actor: TenantActor,
  paid: readonly Found[],
  input: Pick<Reveal, "max_credits"> & { readonly requestId?: string | undefined },
): Promise<string | RevealRefusal> {
  const required = paid.length * priceMillicredits.enrich;
  const cap = (input.max_credits ?? Number.POSITIVE_INFINITY) * MILLICREDITS_PER_CREDIT;
  if (required > cap) return tooFew("insufficient_credits", required, cap, "max_credits allows");
  const keyId = keyOf(actor);
  await lockKeyBudget(transaction, keyId);
  const budget = await readKeyBudget(transaction, keyId);
  if (required > budget)
    return tooFew("key_budget_exceeded", required, budget, "the ceilings of this key leave");
  const jobId = createId("job");
  const reserved = await reserve(transaction, {
    organizationId: actor.organizationId,
    mode: actor.mode,
    jobId,
    amountMillicredits: required,
    idempotencyKey: `reserve:${jobId}`,
  });
  if (reserved.outcome === "insufficient_credits") {
    return tooFew("insufficient_credits", required, reserved.availableMillicredits, "there are");
  }
  if (reserved.outcome !== "reserved") throw new Error(`reserving for ${jobId} answered ${reserved.outcome}`);
  const number = await nextJobNumber(transaction);
  await insertRows(transaction, number, paid);
  await insertJob(transaction, actor, {
    id: jobId,
    number,
    source: { format: "json" },
    terms: TERMS,
    requestId: input.requestId,
    submitted: paid.length,
    single: true,
    planned: reserved,
  });
  await cutChunks(transaction, number, paid);
  await settleFresh(transaction, jobId, paid);
  return jobId;
}

/** Of the job that a reveal is. */
const TERMS: JobTerms = {
  kind: "enrich",
  priority: PRIORITY,
  charge_on: ["valid", "catch_all"],
  max_millicredits: null,
  on_insufficient: "reject",
  // The caller waits: what a mail host defers is verified by the next reveal.
  max_wait_seconds: 0,
  max_age_seconds: 0,
  endpoint_id: null,
  callback_url: null,
};

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

async function settleFresh(transaction: Connection, jobId: string, paid: readonly Found[]): Promise<void> {
  const outcomes = paid.flatMap((one, index) =>
    one.plan === "fresh" ? directoryOutcome(one, index + 1) : [],
  );
  if (outcomes.length === 0) return;
  const lease = await leaseChunk(transaction, { jobId, chunk: FRESH, leaseMs: LEASE_MS });
  if (lease === undefined) throw new Error(`${jobId} has no chunk to settle`);
  const settled = await settleChunk(transaction, lease, {
    final: outcomes,
    deferred: [],
    deferrals: [],
    // Nothing here is invalid.
    guaranteeDays: 0,
  });
  if (settled.outcome !== "settled") throw new Error(`settling ${jobId} answered ${settled.outcome}`);
}

/** A fresh contact, as the row that it is paid as. */
function directoryOutcome({ contact }: Found, row: number): Extract<RowOutcome, { type: "final" }>[] {
  const { email, verified_at: at, email_status: status } = contact;
  if (email === null || at === null) return [];
  // That it is fresh was decided when the reveal was planned.
  const verification = knownVerification(email, { status, at }, at);
  if (verification === undefined) return [];
  const rule = { kind: "enrich", chargeOn: ["valid", "catch_all"] } as const;
  const outcome = outcomeOfVerification(row, verification, rule, presentContact(contact));
  return outcome.type === "final" ? [outcome] : [];
}

function refused(code: RevealRefusal["code"], detail: string): RevealRefusal {
  return { outcome: "refused", code, detail };
}

function tooFew(
  code: "insufficient_credits" | "key_budget_exceeded",
  requiredMillicredits: number,
  availableMillicredits: number,
  who: string,
): RevealRefusal {
  const required = toCredits(requiredMillicredits);
  const available = toCredits(availableMillicredits);
  return {
    outcome: "refused",
    code,
    detail: `These contacts may cost ${required} credits; ${who} ${available}.`,
    members: { required, available, shortfall: required - available },
  };
}
