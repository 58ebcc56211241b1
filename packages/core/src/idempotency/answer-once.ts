import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Tenant } from "#context.ts";
import { Refused } from "#refusal.ts";

/** A request under an Idempotency-Key of its caller's. */
export interface KeyedRequest<Answer> {
  readonly key: string;
  /** The HTTP status that the answer is stored with. */
  readonly status: number;
  /** A digest that distinguishes this request from others under the same key. Called once: after `run`, or instead of it. */
  readonly fingerprint: () => Buffer | Promise<Buffer>;
  /** Makes the answer, as JSON can hold it. Whatever it throws leaves the key free. */
  readonly run: () => Promise<Answer>;
}

/** An answer, and whether it is that of an earlier request. */
export interface Answered<Answer> {
  readonly answer: Answer;
  readonly replayed: boolean;
}

/**
 * Answers a request once: under a key that was answered before, the same request gets the same answer again. What `run`
 * writes and the answer are one transaction, the caller's. The key is locked to its end, so a dead process frees it.
 * @throws Refused idempotency_in_progress while another request under the key is being answered, idempotency_key_reused
 * when the key stands for another request.
 */
export async function answerOnce<Answer>(
  transaction: Connection,
  tenant: Tenant,
  request: KeyedRequest<Answer>,
): Promise<Answered<Answer>> {
  await lockKey(transaction, tenant, request.key);
  const earlier = await transaction
    .selectFrom("idempotency_keys")
    .select(["fingerprint", "answer"])
    .where("organization_id", "=", tenant.organizationId)
    .where("mode", "=", tenant.mode)
    .where("key", "=", request.key)
    .executeTakeFirst();
  if (earlier !== undefined) {
    if (!earlier.fingerprint.equals(await request.fingerprint())) throw keyReused();
    return { answer: earlier.answer as Answer, replayed: true };
  }
  const answer = await request.run();
  await transaction
    .insertInto("idempotency_keys")
    .values({
      organization_id: tenant.organizationId,
      mode: tenant.mode,
      key: request.key,
      fingerprint: await request.fingerprint(),
      status: request.status,
      answer: JSON.stringify(answer),
    })
    .execute();
  return { answer, replayed: false };
}

async function lockKey(
  transaction: Connection,
  { organizationId, mode }: Tenant,
  key: string,
): Promise<void> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`${organizationId} ${mode} ${key}`}, 0)) as locked`.execute(
    transaction,
  );
  if (rows[0]?.locked === true) return;
  throw new Refused({
    code: "idempotency_in_progress",
    detail: "A request with this Idempotency-Key is being answered right now.",
  });
}

function keyReused(): Refused {
  return new Refused({
    code: "idempotency_key_reused",
    detail: "This Idempotency-Key was used within the last 24 hours with another body or other options.",
  });
}
