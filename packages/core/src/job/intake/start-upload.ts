import type { JobOptions } from "@winnow/contracts";
import { inTransaction, type Connection, type DatabaseOutput } from "@winnow/database";
import { sql } from "kysely";
import type { Context, TenantActor } from "#context.ts";
import { acceptJob, ringPlan, type AcceptedJob } from "#job/intake/accept.ts";
import type { CreateJobOutcome } from "#job/intake/create.ts";
import { findEndpoint } from "#job/intake/find-endpoint.ts";
import { fingerprintOf } from "#job/intake/fingerprint.ts";
import { copyStoredRows } from "#job/intake/copy-stored-rows.ts";
import { insertJob, nextJobNumber } from "#job/intake/insert.ts";
import { refuseJobShortage } from "#job/intake/refuse-shortage.ts";
import { invalidMember } from "#job/intake/refusal.ts";
import { messagePriority, termsOf } from "#job/intake/terms.ts";
import { orRefusal, Refused } from "#refusal.ts";
import { lockUpload, type LockedUpload } from "#upload/find.ts";
import { keepLonger } from "#upload/keep.ts";
import { quoteOf } from "#upload/quote.ts";
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
  const accepted = await orRefusal(() =>
    inTransaction(context.database, (transaction) => start(transaction, context.actor, input)),
  );
  if (accepted.outcome === "refused") return accepted;
  await ringPlan(context, accepted, messagePriority(input.options));
  return accepted;
}

function start(transaction: Connection, actor: TenantActor, input: StartInput): Promise<AcceptedJob> {
  let upload: LockedUpload | undefined;
  const find = async () => (upload ??= await findUpload(transaction, actor, input));
  return acceptJob(transaction, actor, {
    key: input.idempotencyKey,
    async fingerprint() {
      const { reading, sha256 } = await find();
      return fingerprintOf({ ...input.options, ...reading, first: input.first }, sha256);
    },
    insert: async () => insertFrom(transaction, actor, await find(), input),
  });
}

/** The upload, locked: it may have its job already, or have expired. @throws Refused */
async function findUpload(
  transaction: Connection,
  actor: TenantActor,
  { uploadId, options, keptHours }: StartInput,
): Promise<LockedUpload> {
  const upload = await lockUpload(transaction, actor, uploadId);
  if (upload === undefined) throw noUpload(keptHours);
  if (upload.kind === options.kind) return upload;
  throw invalidMember(
    "/kind",
    "other_kind",
    `The file was previewed for ${upload.kind}: preview it for ${options.kind}.`,
  );
}

async function insertFrom(
  transaction: Connection,
  actor: TenantActor,
  upload: LockedUpload,
  { options, first, keptHours, requestId }: StartInput,
): Promise<DatabaseOutput<"jobs">> {
  if (upload.job_id !== null) {
    throw new Refused({
      code: "upload_started",
      detail: `A job was started from this upload: ${upload.job_id}.`,
      members: { job_id: upload.job_id },
    });
  }
  if (!upload.kept) throw noUpload(keptHours);
  const terms = termsOf(options, {
    price: quoteOf(upload),
    endpointId: await findEndpoint(transaction, actor, options),
  });
  const trial = first !== undefined;
  // A whole job takes the rows as they stand; the rows of a trial are its own.
  const number = trial ? await nextJobNumber(transaction) : upload.job_number;
  const { submitted, usable } = trial
    ? await copyStoredRows(transaction, {
        from: upload.job_number,
        to: number,
        which: sql`r.row <= ${first}`,
      })
    : upload;
  const paid = trial ? 0 : await countPaidByTrials(transaction, upload);
  await refuseJobShortage(transaction, actor, terms, usable - paid);
  const job = await insertJob(transaction, actor, {
    number,
    source: upload.source,
    terms,
    requestId,
    submitted,
    uploadId: upload.id,
    trial,
  });
  if (!trial) {
    await transaction.updateTable("uploads").set({ job_id: job.id }).where("id", "=", upload.id).execute();
  }
  // A started upload stays as long as its Idempotency-Key, so that a replay can be told from another request.
  await keepLonger(transaction, upload, trial ? keptHours : Math.max(keptHours, IDEMPOTENCY_HOURS));
  return job;
}

function noUpload(keptHours: number): Refused {
  return new Refused({
    code: "not_found",
    detail: `There is no such upload. A previewed file is kept for ${keptHours} hours: preview it again, or send it.`,
  });
}
