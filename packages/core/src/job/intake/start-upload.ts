import type { JobOptions } from "@winnow/contracts";
import { inTransaction, type Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Context, TenantActor } from "#context.ts";
import { recordAnswer } from "#idempotency/claim.ts";
import type { CreateJobOutcome } from "#job/intake/create.ts";
import { findAnswer, replay } from "#job/intake/earlier-answer.ts";
import { findEndpoint } from "#job/intake/find-endpoint.ts";
import { fingerprintOf } from "#job/intake/fingerprint.ts";
import { copyStoredRows } from "#job/intake/copy-stored-rows.ts";
import { insertJob, nextJobNumber } from "#job/intake/insert.ts";
import { refusePlainShortage } from "#job/intake/plain-shortage.ts";
import { presentJob } from "#job/present.ts";
import { invalid } from "#job/intake/refusal.ts";
import { messagePriority, termsOf } from "#job/intake/terms.ts";
import { orRefusal, Refused } from "#refusal.ts";
import { lockUpload } from "#upload/find.ts";
import { keepLonger } from "#upload/keep.ts";
import { countPaidByTrials } from "#upload/trials.ts";

const IDEMPOTENCY_HOURS = 24;

interface StartInput {
  readonly uploadId: string;
  readonly options: JobOptions;
  /** Only so many rows from the start, as a trial: the upload stays. */
  readonly first?: number | undefined;
  readonly idempotencyKey: string;
  readonly requestId?: string | undefined;
  /** How long uploads are kept. */
  readonly keptHours: number;
}

/**
 * Starts a job from a kept file. The job takes the number that the rows stand under: nothing is copied, whatever the size.
 * One transaction, so a crash leaves the upload as it was; under one Idempotency-Key it is the same request as sending the
 * file with the same options.
 */
export async function startUpload(
  context: Context<TenantActor>,
  input: StartInput,
): Promise<CreateJobOutcome> {
  const outcome = await orRefusal(() =>
    inTransaction(context.database, (transaction) => start(transaction, context.actor, input)),
  );
  if (outcome.outcome === "created") {
    const priority = messagePriority(input.options);
    await context.bell.ring("plan-job", { jobId: outcome.job.id }, { priority });
  }
  return outcome;
}

async function start(
  transaction: Connection,
  actor: TenantActor,
  input: StartInput,
): Promise<CreateJobOutcome> {
  const { options, first, keptHours, idempotencyKey: key } = input;
  const earlier = await findAnswer(transaction, actor, key);
  const upload = await lockUpload(transaction, actor, input.uploadId);
  if (upload === undefined) throw noUpload(keptHours);
  if (upload.kind !== options.kind) {
    throw invalid(
      "/kind",
      "other_kind",
      `The file was previewed for ${upload.kind}: preview it for ${options.kind}.`,
    );
  }
  const fingerprint = fingerprintOf({ ...options, ...upload.reading, first }, upload.sha256);
  if (earlier !== undefined) return replay(earlier, fingerprint);
  if (upload.job_id !== null) {
    throw new Refused({
      code: "upload_started",
      detail: `A job was started from this upload: ${upload.job_id}.`,
      members: { job_id: upload.job_id },
    });
  }
  if (!upload.kept) throw noUpload(keptHours);
  const endpointId = await findEndpoint(transaction, actor, options);
  const trial = first !== undefined;
  // A whole job takes the rows as they stand; the rows of a trial are its own.
  const number = trial ? await nextJobNumber(transaction) : upload.job_number;
  const rows = trial
    ? await copyStoredRows(transaction, {
        from: upload.job_number,
        to: number,
        which: sql`r.row <= ${first}`,
      })
    : upload;
  const terms = termsOf(options, { endpointId });
  await refusePlainShortage(
    transaction,
    actor,
    terms,
    trial ? rows.usable : rows.usable - (await countPaidByTrials(transaction, upload)),
  );
  const job = await insertJob(transaction, actor, {
    number,
    source: upload.source,
    terms,
    requestId: input.requestId,
    submitted: rows.submitted,
    uploadId: upload.id,
    trial,
  });
  if (!trial) {
    await transaction.updateTable("uploads").set({ job_id: job.id }).where("id", "=", upload.id).execute();
  }
  // What was started stays as long as its Idempotency-Key, so that a replay is told from another request.
  await keepLonger(transaction, upload, trial ? keptHours : Math.max(keptHours, IDEMPOTENCY_HOURS));
  const answer = await presentJob(transaction, job);
  await recordAnswer(transaction, actor, { key, fingerprint, status: 202, answer });
  return { outcome: "created", job: answer };
}

function noUpload(keptHours: number): Refused {
  return new Refused({
    code: "not_found",
    detail: `There is no such upload. A previewed file is kept for ${keptHours} hours: preview it again, or send it.`,
  });
}
