import { createHash } from "node:crypto";
import type { ErrorCode, Reveal, RevealAnswer } from "@winnow/contracts";
import { MILLICREDITS_PER_CREDIT, reserve, toCredits } from "@winnow/credits";
import { inTransaction, type Connection, type DatabaseOutput } from "@winnow/database";
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
    if (!replayed) await context.bell.ring("process-chunk", { jobId, chunk: STALE }, { priority: 1 });
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
  const job = await insertJob(transaction, actor, { jobId, paid, ...reserved, requestId: input.requestId });
  await insertRows(transaction, job.number, paid);
  await settleFresh(transaction, job, paid);
  return jobId;
}

function insertJob(
  transaction: Connection,
  actor: TenantActor,
  reveal: {
    readonly jobId: string;
    readonly paid: readonly Found[];
    readonly reservationId: string;
    readonly requestId: string | undefined;
  },
): Promise<DatabaseOutput<"jobs">> {
  const count = reveal.paid.length;
  return transaction
    .insertInto("jobs")
    .values({
      id: reveal.jobId,
      organization_id: actor.organizationId,
      mode: actor.mode,
      key_id: keyOf(actor),
      member_id: actor.type === "member" ? actor.memberId : null,
      request_id: reveal.requestId ?? null,
      single: true,
      priority: 1,
      kind: "enrich",
      status: "running",
      source: JSON.stringify({ format: "json" }),
      charge_on: ["valid", "catch_all"],
      max_millicredits: null,
      on_insufficient: "reject",
      // Somebody waits: what a mail host puts off is asked for again by the next reveal.
      max_wait_seconds: 0,
      endpoint_id: null,
      callback_url: null,
      submitted: count,
      billable: count,
      pending: count,
      reservation_id: reveal.reservationId,
      started_at: sql<Date>`now()`,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
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
  const rowsOf = (plan: Found["plan"]) => paid.flatMap((one, index) => (one.plan === plan ? index + 1 : []));
  const chunks = [
    { number: FRESH, rows: rowsOf("fresh"), state: "leased", epoch: 1, leased_until: sql<Date>`now()` },
    { number: STALE, rows: rowsOf("stale"), state: "pending", epoch: 0, leased_until: null },
  ] as const;
  await transaction
    .insertInto("chunks")
    .values(
      chunks
        .filter(({ rows }) => rows.length > 0)
        .map((chunk) => ({ ...chunk, job_number: jobNumber, rung_at: sql<Date>`now()` })),
    )
    .execute();
}

async function settleFresh(
  transaction: Connection,
  job: DatabaseOutput<"jobs">,
  paid: readonly Found[],
): Promise<void> {
  const outcomes = paid.flatMap((one, index) =>
    one.plan === "fresh" ? directoryOutcome(one, index + 1) : [],
  );
  if (outcomes.length === 0) return;
  const rows = outcomes.map(({ row }) => row);
  const chunk = {
    job_number: job.number,
    number: FRESH,
    rows,
    epoch: 1,
    recheck: 0,
    unasked: 0,
    deferred_since: null,
  };
  const settled = await settleChunk(
    transaction,
    { job, chunk },
    {
      final: outcomes,
      deferred: [],
      deferrals: [],
      // Nothing here is invalid.
      guaranteeDays: 0,
    },
  );
  if (settled.outcome !== "settled") throw new Error(`settling ${job.id} answered ${settled.outcome}`);
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
