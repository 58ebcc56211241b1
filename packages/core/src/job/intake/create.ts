import type { Hash } from "node:crypto";
import type { JobOptions } from "@winnow/contracts";
import { inPinnedTransaction, type Connection, type DatabaseOutput, type JobSource } from "@winnow/database";
import type { PoolClient } from "pg";
import type { Context, TenantActor } from "#context.ts";
import { acceptJob, ringPlan, type AcceptedJob } from "#job/intake/accept.ts";
import { copyRows, type CopiedRows } from "#job/intake/copy-rows.ts";
import { findEndpoint } from "#job/intake/find-endpoint.ts";
import { bodyHash, fingerprintOf } from "#job/intake/fingerprint.ts";
import { insertJob, nextJobNumber } from "#job/intake/insert.ts";
import { refuseJobShortage } from "#job/intake/refuse-shortage.ts";
import { emptyFile } from "#job/intake/refusal.ts";
import { openSource, type JobInput } from "#job/intake/source.ts";
import { messagePriority, termsOf } from "#job/intake/terms.ts";
import { takeUploadSlot } from "#job/intake/upload-slot.ts";
import { orRefusal, type Refusal } from "#refusal.ts";
import type { Priced } from "#price/price-list.ts";
import { findSameUpload } from "#upload/find.ts";
import { quoteOf } from "#upload/quote.ts";
import { countPaidByTrials } from "#upload/trials.ts";

export type CreateJobOutcome = AcceptedJob | Refusal;

interface CreateInput {
  readonly options: JobOptions;
  readonly source: JobInput;
  readonly idempotencyKey: string;
  /** Follows the job through every log. */
  readonly requestId?: string | undefined;
  /** The caller waits for its one row. */
  readonly single?: boolean;
}

/**
 * Accepts a job. Rows, job and idempotency record are one transaction, into which the body streams: memory stays flat, and
 * a client that disconnects or a process that dies leaves no trace. The bell is rung after the commit.
 * @throws what reading the body throws.
 */
export async function createJob(
  context: Context<TenantActor> & Priced,
  input: CreateInput,
): Promise<CreateJobOutcome> {
  const { actor, pool } = context;
  const accepted = await orRefusal(() =>
    inPinnedTransaction(pool, (transaction, client) => {
      const hash = bodyHash();
      let sha256: Buffer | undefined;
      return acceptJob(transaction, actor, {
        key: input.idempotencyKey,
        async fingerprint() {
          sha256 ??= await readWhole(transaction, actor, input.source, hash);
          return fingerprintOf(input.options, sha256);
        },
        async insert() {
          const copied = await copySource(transaction, client, actor, input.source, hash);
          sha256 = hash.digest();
          return insertCopied(transaction, context, input, { ...copied, sha256 });
        },
      });
    }),
  );
  if (accepted.outcome === "refused") return accepted;
  await ringPlan(context, accepted, messagePriority(input.options, input.single));
  return accepted;
}

/** Reads a body to its end, to tell a repetition from another request under the same key. @throws Refused */
async function readWhole(
  transaction: Connection,
  actor: TenantActor,
  source: JobInput,
  hash: Hash,
): Promise<Buffer> {
  if (source.type === "rows") hash.update(JSON.stringify(source.rows));
  else {
    await takeUploadSlot(transaction, actor, source);
    for await (const chunk of source.body) hash.update(chunk);
  }
  return hash.digest();
}

interface CopiedSource extends CopiedRows {
  readonly number: number;
  readonly source: JobSource;
}

/** Writes the rows of a body under a number of their own, while `hash` is fed with its bytes. @throws Refused */
async function copySource(
  transaction: Connection,
  client: PoolClient,
  actor: TenantActor,
  input: JobInput,
  hash: Hash,
): Promise<CopiedSource> {
  if (input.type === "csv") await takeUploadSlot(transaction, actor, input);
  const { source, rows } = await openSource(input, hash);
  const number = await nextJobNumber(transaction);
  const copied = await copyRows(client, number, rows);
  if (copied.submitted === 0) throw emptyFile();
  return { ...copied, number, source };
}

async function insertCopied(
  transaction: Connection,
  { actor, prices }: Context<TenantActor> & Priced,
  { options, source: input, requestId, single }: CreateInput,
  copied: CopiedSource & { readonly sha256: Buffer },
): Promise<DatabaseOutput<"jobs">> {
  const kept =
    input.type === "csv" ? await findSameUpload(transaction, actor, input.query, copied.sha256) : undefined;
  const terms = termsOf(options, {
    // A file costs what its preview said, whether it is started from the upload or sent again.
    price: kept === undefined ? prices[options.kind] : quoteOf(kept),
    endpointId: await findEndpoint(transaction, actor, options),
    single,
  });
  // The preview counted usable rows more closely than the intake can.
  const usable = kept?.usable ?? copied.usable;
  const paid = await countPaidByTrials(transaction, kept);
  await refuseJobShortage(transaction, actor, terms, usable - paid);
  const { number, source, submitted } = copied;
  return insertJob(transaction, actor, {
    number,
    source,
    terms,
    requestId,
    submitted,
    single,
    uploadId: kept?.id,
  });
}
