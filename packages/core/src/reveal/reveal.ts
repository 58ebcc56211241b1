import { createHash } from "node:crypto";
import type { Reveal, RevealAnswer } from "@winnow/contracts";
import { inTransaction, type Connection } from "@winnow/database";
import type { Context, TenantActor } from "#context.ts";
import { answerOnce } from "#idempotency/answer-once.ts";
import { completeJob } from "#job/control/complete.ts";
import type { JobWatch } from "#job/control/watch.ts";
import type { Priced } from "#price/price-list.ts";
import { orRefusal, type Refusal } from "#refusal.ts";
import { answerReveal } from "#reveal/answer.ts";
import { beginReveal, PRIORITY, STALE, type Found } from "#reveal/begin.ts";
import { planReveal } from "#reveal/plan.ts";

export type RevealOutcome =
  | { readonly outcome: "revealed"; readonly answer: RevealAnswer; readonly replayed: boolean }
  | Refusal;

/**
 * Reveals contacts: a job whose rows are the contacts that cost something. Those whose verdict is fresh are settled in the
 * transaction that makes the job, by the verb that settles every chunk; the others are verified by a worker first. So a
 * contact is paid for once even where several jobs find it at the same time, results name their entry, and bounces are
 * refunded alike.
 */
export async function revealContacts(
  context: Context<TenantActor> & Priced,
  input: Reveal & {
    readonly idempotencyKey: string;
    readonly requestId?: string | undefined;
    readonly watch: JobWatch;
    readonly waitMs: number;
  },
): Promise<RevealOutcome> {
  const ids = [...new Set(input.ids)];
  const begun = await orRefusal(() =>
    inTransaction(context.database, (transaction) =>
      answerOnce(transaction, context.actor, {
        key: input.idempotencyKey,
        status: 200,
        fingerprint: () =>
          createHash("sha256")
            .update(JSON.stringify(["reveal", ids, input.max_credits ?? null]))
            .digest(),
        run: () => begin(context, transaction, ids, input),
      }),
    ),
  );
  if ("outcome" in begun) return begun;
  const { answer, replayed } = begun;
  const { jobId, stale } = answer;
  const { billable } = context.prices.reveal;
  if (jobId !== null && stale) {
    if (!replayed) await context.bell.ring("process-chunk", { jobId, chunk: STALE }, { priority: PRIORITY });
    await input.watch.ended(jobId, input.waitMs);
  } else if (jobId !== null) {
    await completeJob(context, { jobId });
  }
  return { outcome: "revealed", answer: await answerReveal(context, { ids, jobId, billable }), replayed };
}

/** What is stored under the Idempotency-Key: what is shown is read anew each time. */
interface BegunReveal {
  /** null where nothing is to be paid for. */
  readonly jobId: string | null;
  /** Whether a worker verifies some of it first. */
  readonly stale: boolean;
}

async function begin(
  { actor, clock, prices }: Context<TenantActor> & Priced,
  transaction: Connection,
  ids: readonly string[],
  input: Pick<Reveal, "max_credits"> & { readonly requestId?: string | undefined },
): Promise<BegunReveal> {
  const price = prices.reveal;
  const planned = await planReveal(transaction, actor, ids, { billable: price.billable, now: clock.now() });
  const paid = planned.filter((one): one is Found => one.plan === "fresh" || one.plan === "stale");
  const jobId = paid.length === 0 ? null : await beginReveal(transaction, actor, paid, { ...input, price });
  return { jobId, stale: paid.some(({ plan }) => plan === "stale") };
}
