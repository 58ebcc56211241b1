import type { Hash } from "node:crypto";
import type { Job, JobOptions } from "@winnow/contracts";
import { getWallet, MILLICREDITS_PER_CREDIT, toCredits } from "@winnow/credits";
import { inPinnedTransaction, type Connection, type DatabaseOutput, type JobSource } from "@winnow/database";
import { createId } from "@winnow/runtime";
import { sql } from "kysely";
import { UnreadableCsvError } from "#csv/read-records.ts";
import type { Context, TenantActor } from "#context.ts";
import { priceMillicredits } from "#credit/price.ts";
import { claimIdempotencyKey, recordAnswer } from "#idempotency/claim.ts";
import { readKeyBudget } from "#key/budget.ts";
import { keyOf } from "#key/own.ts";
import { copyRows } from "#job/copy-rows.ts";
import { startFingerprint } from "#job/fingerprint.ts";
import { presentJob } from "#job/present.ts";
import { emptyFile, invalid, Refused, unreadable, type JobRefusal } from "#job/refusal.ts";
import { openSource, type JobInput } from "#job/source.ts";
import { ownWebhooks } from "#webhook/own.ts";

export type CreateJobOutcome =
  | { readonly outcome: "created"; readonly job: Job }
  /** The answer of the first request under this key. */
  | { readonly outcome: "replayed"; readonly job: Job }
  | JobRefusal;

/** Priorities of messages. */
const WAITED_FOR = 1;
const BULK = { normal: 10, low: 20 } as const;

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
  const hash = startFingerprint(input.options);
  try {
    const outcome = await inPinnedTransaction(
      context.pool,
      async (transaction, client): Promise<CreateJobOutcome> => {
        const earlier = await findAnswer(transaction, context.actor, input.idempotencyKey);
        if (earlier !== undefined) return replay(earlier, input.source, hash);
        const { source, rows } = await openSource(input.source, hash);
        const endpointId = await findEndpoint(transaction, context.actor, input.options);
        const { rows: numbers } = await sql<{ number: number }>`
        select nextval(pg_get_serial_sequence('jobs', 'number')) as number`.execute(transaction);
        const number = numbers[0]!.number;
        const copied = await copyRows(client, number, rows);
        if (copied.submitted === 0) throw emptyFile();
        await refusePlainShortage(transaction, context.actor, input.options, copied.usable);
        const job = await insertJob(transaction, context.actor, {
          number,
          source,
          endpointId,
          options: input.options,
          requestId: input.requestId,
          submitted: copied.submitted,
          single: input.single === true,
        });
        const answer = await presentJob(transaction, job);
        await recordAnswer(transaction, context.actor, {
          key: input.idempotencyKey,
          fingerprint: hash.digest(),
          status: 202,
          answer,
        });
        return { outcome: "created", job: answer };
      },
    );
    if (outcome.outcome === "created") {
      const priority = input.single === true ? WAITED_FOR : BULK[input.options.priority];
      await context.bell.ring("plan-job", { jobId: outcome.job.id }, { priority });
    }
    return outcome;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    if (error instanceof UnreadableCsvError) return unreadable(error);
    throw error;
  }
}

/** @returns the first answer under the key, if there was one. @throws Refused while it is being made. */
async function findAnswer(transaction: Connection, actor: TenantActor, key: string) {
  const claim = await claimIdempotencyKey(transaction, actor, key);
  if (claim.outcome === "free") return undefined;
  if (claim.outcome === "answered") return claim.earlier;
  throw new Refused({
    code: "idempotency_in_progress",
    detail: "A request with this Idempotency-Key is being answered right now.",
  });
}

/** Reads the body to its end, to tell a repetition from another request under the same key. */
async function replay(
  earlier: DatabaseOutput<"idempotency_keys">,
  source: JobInput,
  hash: Hash,
): Promise<CreateJobOutcome> {
  if (source.type === "rows") hash.update(JSON.stringify(source.rows));
  else for await (const chunk of source.body) hash.update(chunk);
  if (hash.digest().equals(earlier.fingerprint)) return { outcome: "replayed", job: earlier.answer as Job };
  throw new Refused({
    code: "idempotency_key_reused",
    detail: "This Idempotency-Key was used within the last 24 hours with another body or other options.",
  });
}

/** Refuses at once what planning could only refuse later: more usable rows than credits. */
async function refusePlainShortage(
  transaction: Connection,
  actor: TenantActor,
  options: JobOptions,
  usableRows: number,
): Promise<void> {
  // What is known already costs nothing: planning finds it.
  if (options.on_insufficient !== "reject" || options.max_age > 0) return;
  await refuseExceededBudget(transaction, actor, usableRows * priceMillicredits[options.kind]);
  const wallet = await getWallet(transaction, actor);
  const capMillicredits = (options.max_credits ?? Number.POSITIVE_INFINITY) * MILLICREDITS_PER_CREDIT;
  const availableMillicredits = Math.min(wallet.availableMillicredits, capMillicredits);
  const requiredMillicredits = usableRows * priceMillicredits[options.kind];
  // Duplicates are told by planning and cost nothing: only a file that cannot fit even so is refused here.
  if (availableMillicredits > 0 && requiredMillicredits <= availableMillicredits) return;
  if (requiredMillicredits === 0) return;
  const required = toCredits(requiredMillicredits);
  const available = toCredits(availableMillicredits);
  throw new Refused({
    code: "insufficient_credits",
    detail: `The rows may cost ${required} credits; ${available} can be reserved.`,
    members: { required, available, shortfall: required - available },
  });
}

/** The same for the ceilings of the key. */
async function refuseExceededBudget(
  transaction: Connection,
  actor: TenantActor,
  requiredMillicredits: number,
): Promise<void> {
  const budgetMillicredits = await readKeyBudget(transaction, keyOf(actor));
  if (requiredMillicredits <= budgetMillicredits) return;
  const required = toCredits(requiredMillicredits);
  const available = toCredits(budgetMillicredits);
  throw new Refused({
    code: "key_budget_exceeded",
    detail: `The rows may cost ${required} credits; the ceilings of this key leave ${available}.`,
    members: { required, available, shortfall: required - available },
  });
}

/** The endpoint of a job's events: the one that is named, or the one of the URL, which is made when it is new. */
async function findEndpoint(
  transaction: Connection,
  actor: TenantActor,
  { webhook_id: webhookId, callback_url: url }: JobOptions,
): Promise<string | null> {
  if (webhookId !== undefined) {
    const named = await ownWebhooks(transaction, actor)
      .select("id")
      .where("id", "=", webhookId)
      .executeTakeFirst();
    if (named === undefined)
      throw invalid("/webhook_id", "unknown_webhook", "There is no webhook with this id.");
    if (url === undefined) return named.id;
    throw invalid("/callback_url", "two_endpoints", "A job has a callback_url or a webhook_id, not both.");
  }
  if (url === undefined) return null;
  const endpoint = await transaction
    .insertInto("endpoints")
    .values({ id: createId("whk"), organization_id: actor.organizationId, mode: actor.mode, url })
    // Touches the row so that it is returned whether it is new or not.
    .onConflict((conflict) => conflict.columns(["organization_id", "mode", "url"]).doUpdateSet({ url }))
    .returning("id")
    .executeTakeFirstOrThrow();
  return endpoint.id;
}

function insertJob(
  transaction: Connection,
  actor: TenantActor,
  job: {
    readonly number: number;
    readonly source: JobSource;
    readonly endpointId: string | null;
    readonly options: JobOptions;
    readonly requestId: string | undefined;
    readonly submitted: number;
    readonly single: boolean;
  },
): Promise<DatabaseOutput<"jobs">> {
  const { options } = job;
  return transaction
    .insertInto("jobs")
    .values({
      number: job.number,
      id: createId("job"),
      organization_id: actor.organizationId,
      mode: actor.mode,
      key_id: keyOf(actor),
      member_id: actor.type === "member" ? actor.memberId : null,
      request_id: job.requestId ?? null,
      single: job.single,
      priority: job.single ? WAITED_FOR : BULK[options.priority],
      kind: options.kind,
      status: "queued",
      source: JSON.stringify(job.source),
      charge_on: options.charge_on,
      max_millicredits:
        options.max_credits === undefined ? null : options.max_credits * MILLICREDITS_PER_CREDIT,
      on_insufficient: options.on_insufficient,
      max_wait_seconds: options.max_wait,
      max_age_seconds: options.max_age,
      endpoint_id: job.endpointId,
      callback_url: options.callback_url ?? null,
      submitted: job.submitted,
      pending: job.submitted,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}
