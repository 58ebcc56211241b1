import type { Job } from "@winnow/contracts";
import type { Context, TenantActor } from "#context.ts";
import { findOwnJob } from "#job/find-own.ts";
import { presentJob } from "#job/present.ts";

/** One job of the caller; undefined where there is none, or it is another tenant's. */
export async function getJob(
  context: Context<TenantActor>,
  input: { readonly jobId: string },
): Promise<Job | undefined> {
  const job = await findOwnJob(context.database, context.actor, input.jobId);
  return job && presentJob(context.database, job);
}
