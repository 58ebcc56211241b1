import type { Hash } from "node:crypto";
import type { Job, JobOptions } from "@winnow/contracts";
import { inPinnedTransaction } from "@winnow/database";
import type { Context, TenantActor } from "#context.ts";
import { recordAnswer } from "#idempotency/claim.ts";
import { copyRows } from "#job/intake/copy-rows.ts";
import { findAnswer, replay } from "#job/intake/earlier-answer.ts";
import { findEndpoint } from "#job/intake/find-endpoint.ts";
import { bodyHash, fingerprintOf } from "#job/intake/fingerprint.ts";
import { insertJob, nextJobNumber } from "#job/intake/insert.ts";
import { refusePlainShortage } from "#job/intake/plain-shortage.ts";
import { presentJob } from "#job/present.ts";
import { emptyFile } from "#job/intake/refusal.ts";
import { openSource, type JobInput } from "#job/intake/source.ts";
import { messagePriority, termsOf } from "#job/intake/terms.ts";
import { takeUploadPlace } from "#job/intake/upload-place.ts";
import { orRefusal, type Refusal } from "#refusal.ts";
import { findSameUpload } from "#upload/find.ts";
import { countPaidByTrials } from "#upload/trials.ts";

export type CreateJobOutcome =
  | { readonly outcome: "created"; readonly job: Job }
  /** The answer of the first request under this key. */
  | { readonly outcome: "replayed"; readonly job: Job }
  | Refusal;

/**
 * Accepts a job. Rows, job and idempotency record are one transaction, into which the body streams: memory stays flat,
 * and a client that disconnects or a process that dies leaves nothing behind. The bell is rung after the commit.
 * @throws what reading the body throws.
 */
export async function createJob(
  context: Context<TenantActor>,
  input: {
    readonly options: JobOptions;
    readonly source: JobInput;
    readonly idempotencyKey: string;
    /** Follows the job through every log. */
    readonly requestId?: string | undefined;
    /** Somebody waits for its one row. */
    readonly single?: boolean;
  },
): Promise<CreateJobOutcome> {
  const hash = bodyHash();
  const outcome = await orRefusal(() =>
    inPinnedTransaction(context.pool, async (transaction, client): Promise<CreateJobOutcome> => {
      const earlier = await findAnswer(transaction, context.actor, input.idempotencyKey);
      if (input.source.type === "csv") await takeUploadPlace(transaction, context.actor, input.source);
      if (earlier !== undefined) {
        return replay(earlier, fingerprintOf(input.options, await digestOf(input.source, hash)));
      }
      const { source, rows } = await openSource(input.source, hash);
      const endpointId = await findEndpoint(transaction, context.actor, input.options);
      const number = await nextJobNumber(transaction);
      const copied = await copyRows(client, number, rows);
      if (copied.submitted === 0) throw emptyFile();
      const sha256 = hash.digest();
      const kept =
        input.source.type === "csv"
          ? await findSameUpload(transaction, context.actor, input.source.query, sha256)
          : undefined;
      const paid = await countPaidByTrials(transaction, kept);
      // A preview has looked closer than at what went in.
      const usable = (kept?.usable ?? copied.usable) - paid;
      const terms = termsOf(input.options, { endpointId, single: input.single });
      await refusePlainShortage(transaction, context.actor, terms, usable);
      const job = await insertJob(transaction, context.actor, {
        number,
        source,
        terms,
        requestId: input.requestId,
        submitted: copied.submitted,
        single: input.single,
        uploadId: kept?.id,
      });
      const answer = await presentJob(transaction, job);
      await recordAnswer(transaction, context.actor, {
        key: input.idempotencyKey,
        fingerprint: fingerprintOf(input.options, sha256),
        status: 202,
        answer,
      });
      return { outcome: "created", job: answer };
    }),
  );
  if (outcome.outcome === "created") {
    const priority = messagePriority(input.options, input.single);
    await context.bell.ring("plan-job", { jobId: outcome.job.id }, { priority });
  }
  return outcome;
}

/** Reads a body to its end, to tell a repetition from another request under the same key. */
async function digestOf(source: JobInput, hash: Hash): Promise<Buffer> {
  if (source.type === "rows") hash.update(JSON.stringify(source.rows));
  else for await (const chunk of source.body) hash.update(chunk);
  return hash.digest();
}
