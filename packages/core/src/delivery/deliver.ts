import { inTransaction, type Connection, type DatabaseOutput } from "@winnow/database";
import { sql } from "kysely";
import type { WorkerContext } from "#worker-context.ts";
import type { SendOutcome } from "#ports/webhook-sender.ts";

const LEASE_SECONDS = 60;
/** The most posts and the longest time of one call, so that one busy endpoint does not keep a worker's slot. */
const TURN_POSTS_MAX = 50;
const TURN_MS_MAX = 30_000;
/** Disabled after failing for this long without one success; its events are held. */
const DISABLE_AFTER = "5 days";

export type DeliverOutcome =
  | { readonly outcome: "turn_ended"; readonly posts: number; readonly more: boolean }
  /** Another worker holds the lane, or the endpoint is disabled or unknown. */
  | { readonly outcome: "nothing_to_do" };

interface Lane {
  readonly id: string;
  readonly url: string;
  readonly epoch: number;
  readonly secret: string;
}

/**
 * Posts what is due at one endpoint, in sequence. The lane is leased: one worker at a time posts to an endpoint,
 * and a worker that lost the lease records nothing. A failed post waits for its retry without blocking later ones.
 */
export async function deliverDue(
  context: WorkerContext,
  input: { endpointId: string; signal?: AbortSignal },
): Promise<DeliverOutcome> {
  const lane = await leaseLane(context, input.endpointId);
  if (lane === undefined) return { outcome: "nothing_to_do" };
  const turnEnds = performance.now() + TURN_MS_MAX;
  let posts = 0;
  try {
    while (posts < TURN_POSTS_MAX && performance.now() < turnEnds && !input.signal?.aborted) {
      const delivery = await nextDue(context.database, lane);
      if (delivery === undefined) break;
      const sent = await context.sender.send({
        url: lane.url,
        secrets: [lane.secret],
        id: delivery.event_id,
        attempt: delivery.attempts + 1,
        body: delivery.body,
        ...(input.signal !== undefined && { signal: input.signal }),
      });
      // This worker's shutdown aborted the post: that says nothing about the receiver, and the post is repeated.
      if (sent.outcome === "unreachable" && sent.error === "aborted") break;
      posts += 1;
      context.logger.info(
        {
          eventId: delivery.event_id,
          attempt: delivery.attempts + 1,
          jobId: delivery.job_id,
          requestId: delivery.request_id,
          outcome: sent.outcome,
          ms: Math.round(sent.ms),
        },
        "callback posted",
      );
      if (!(await recordAttempt(context, lane, delivery, sent))) return { outcome: "nothing_to_do" };
    }
  } finally {
    await context.database
      .updateTable("endpoints")
      .set({ leased_until: null })
      .where("id", "=", lane.id)
      .where("epoch", "=", lane.epoch)
      .execute();
  }
  // Queried after the lane is free: the bell of an event that was committed meanwhile found it taken.
  const more = (await nextDue(context.database, lane)) !== undefined;
  if (more) await context.bell.ring("deliver-webhook", { endpointId: lane.id });
  return { outcome: "turn_ended", posts, more };
}

async function leaseLane(context: WorkerContext, endpointId: string): Promise<Lane | undefined> {
  const { rows } = await sql<{ id: string; url: string; epoch: number; webhook_secret: string }>`
    update endpoints e
    set epoch = e.epoch + 1, leased_until = now() + make_interval(secs => ${LEASE_SECONDS})
    from organizations o
    where e.id = ${endpointId} and o.id = e.organization_id and e.disabled_at is null
      and (e.leased_until is null or e.leased_until < now())
    returning e.id, e.url, e.epoch, o.webhook_secret`.execute(context.database);
  const lane = rows[0];
  if (lane === undefined) return undefined;
  return { id: lane.id, url: lane.url, epoch: lane.epoch, secret: context.openSecret(lane.webhook_secret) };
}

type Delivery = Pick<DatabaseOutput<"deliveries">, "id" | "event_id" | "body" | "attempts"> & {
  readonly job_id: string | null;
  readonly request_id: string | null;
};

function nextDue(database: Connection, lane: Lane): Promise<Delivery | undefined> {
  return database
    .selectFrom("deliveries")
    .innerJoin("endpoints", "endpoints.id", "deliveries.endpoint_id")
    .innerJoin("events", "events.id", "deliveries.event_id")
    .leftJoin("jobs", "jobs.id", "events.job_id")
    .select(["deliveries.id", "event_id", "body", "attempts", "events.job_id", "jobs.request_id"])
    .where("deliveries.endpoint_id", "=", lane.id)
    .where("endpoints.disabled_at", "is", null)
    .where("state", "=", "pending")
    .where("next_attempt_at", "<=", sql<Date>`now()`)
    .orderBy("deliveries.sequence")
    .limit(1)
    .executeTakeFirst();
}

/** @returns false when the lane was lost meanwhile: then nothing is recorded and the post will be repeated. */
async function recordAttempt(
  context: WorkerContext,
  lane: Lane,
  delivery: Delivery,
  sent: SendOutcome,
): Promise<boolean> {
  const attempt = delivery.attempts + 1;
  const delivered = sent.outcome === "delivered";
  const gone = sent.outcome === "rejected" && sent.gone;
  const retryAfterMs = sent.outcome === "rejected" ? sent.retryAfterMs : undefined;
  const waitMs = delivered ? undefined : context.sender.retryDelayMs(attempt, retryAfterMs);
  return inTransaction(context.database, async (transaction) => {
    const { rows } = await sql`
      update endpoints set
        leased_until = now() + make_interval(secs => ${LEASE_SECONDS}),
        failing_since = ${delivered ? sql`null` : sql`coalesce(failing_since, now())`},
        disabled_at = case
          when ${gone} or (not ${delivered} and failing_since < now() - ${DISABLE_AFTER}::interval) then now()
        end
      where id = ${lane.id} and epoch = ${lane.epoch} and leased_until is not null
      returning id`.execute(transaction);
    if (rows.length === 0) return false;
    await transaction
      .insertInto("delivery_attempts")
      .values({
        delivery_id: delivery.id,
        attempt,
        outcome: sent.outcome,
        status: "status" in sent ? sent.status : null,
        detail: sent.outcome === "unreachable" ? `${sent.error}: ${sent.message}` : null,
        duration_ms: Math.round(sent.ms),
      })
      .execute();
    await transaction
      .updateTable("deliveries")
      .set({
        attempts: attempt,
        rung_at: null,
        // A disabled endpoint holds its events: they stay pending and drain when it is enabled again.
        state: delivered ? "delivered" : waitMs === undefined && !gone ? "failed" : "pending",
        ...(delivered && { delivered_at: sql<Date>`now()` }),
        ...(waitMs !== undefined && {
          next_attempt_at: sql<Date>`now() + make_interval(secs => ${waitMs / 1000})`,
        }),
      })
      .where("id", "=", delivery.id)
      .execute();
    return true;
  });
}
