import type { Job } from "@winnow/contracts";
import type { Connection, DatabaseOutput } from "@winnow/database";
import type { Context, TenantActor } from "#context.ts";
import { answerOnce, type KeyedRequest } from "#idempotency/answer-once.ts";
import { presentJob } from "#job/present.ts";

/**
 * A job that waits to be planned; `replayed`: the job of the first request under its Idempotency-Key, as it was answered
 * then.
 */
export interface AcceptedJob {
  readonly outcome: "created" | "replayed";
  readonly job: Job;
}

/** Accepts the job that `insert` writes, once under an Idempotency-Key. @throws Refused */
export async function acceptJob(
  transaction: Connection,
  actor: TenantActor,
  request: Pick<KeyedRequest<Job>, "key" | "fingerprint"> & {
    readonly insert: () => Promise<DatabaseOutput<"jobs">>;
  },
): Promise<AcceptedJob> {
  const { answer, replayed } = await answerOnce(transaction, actor, {
    ...request,
    status: 202,
    run: async () => presentJob(transaction, await request.insert()),
  });
  return { outcome: replayed ? "replayed" : "created", job: answer };
}

/** After the commit: rings for the planning of a job that was accepted now. @param priority of the job. */
export async function ringPlan(
  { bell }: Pick<Context, "bell">,
  { outcome, job }: AcceptedJob,
  priority: number,
): Promise<void> {
  if (outcome === "created") await bell.ring("plan-job", { jobId: job.id }, { priority });
}
