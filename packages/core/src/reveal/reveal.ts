import { createHash } from "node:crypto";
import type { Reveal, RevealAnswer } from "@winnow/contracts";
import { inTransaction } from "@winnow/database";
import type { Context, TenantActor } from "#context.ts";
import { claimIdempotencyKey, recordAnswer } from "#idempotency/claim.ts";
import { completeJob } from "#job/control/complete.ts";
import type { JobWatch } from "#job/control/watch.ts";
import { orRefusal, Refused, type Refusal } from "#refusal.ts";
import { answerReveal } from "#reveal/answer.ts";
import { beginReveal, PRIORITY, STALE, type Found } from "#reveal/begin.ts";
import { planReveal } from "#reveal/plan.ts";

export type RevealOutcome =
  | { readonly outcome: "revealed"; readonly answer: RevealAnswer; readonly replayed: boolean }
  | Refusal;

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
  const begun = await orRefusal(() =>
    inTransaction(context.database, async (transaction): Promise<Begun> => {
      const claim = await claimIdempotencyKey(transaction, context.actor, input.idempotencyKey);
      if (claim.outcome === "in_progress") {
        throw new Refused({
          code: "idempotency_in_progress",
          detail: "A request with this Idempotency-Key is being answered right now.",
        });
      }
      if (claim.outcome === "answered") {
        if (!claim.earlier.fingerprint.equals(fingerprint)) {
          throw new Refused({
            code: "idempotency_key_reused",
            detail: "This Idempotency-Key was used with other contacts within 24 hours.",
          });
        }
        return { ...(claim.earlier.answer as StoredReveal), replayed: true };
      }
      const planned = await planReveal(transaction, context.actor, ids, context.clock.now());
      const paid = planned.filter((one): one is Found => one.plan === "fresh" || one.plan === "stale");
      const jobId = paid.length === 0 ? null : await beginReveal(transaction, context.actor, paid, input);
      const stored = { jobId, stale: paid.some(({ plan }) => plan === "stale") };
      await recordAnswer(transaction, context.actor, {
        key: input.idempotencyKey,
        fingerprint,
        status: 200,
        answer: stored satisfies StoredReveal,
      });
      return { ...stored, replayed: false };
    }),
  );
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
