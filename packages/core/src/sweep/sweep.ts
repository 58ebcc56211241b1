import { sql } from "kysely";
import type { Context } from "#context.ts";
import { followEgress } from "#job/control/follow-egress.ts";
import { completeJob } from "#job/control/complete.ts";
import { closeReservation } from "@winnow/credits";

/** A bell that rang this long ago without effect is taken for lost. */
const LOST_AFTER = "30 seconds";
const IDEMPOTENCY_KEPT = "24 hours";
const BATCH = 500;

/** What one sweep rang or repaired. */
export interface SweepReport {
  readonly plans: number;
  readonly chunks: number;
  readonly endpoints: number;
  readonly completions: number;
  readonly reservations: number;
  /** Live jobs that were held because no egress is in order, and those that go on. */
  readonly held: number;
  readonly released: number;
}

/**
 * Rings for everything that is due by the tables and that no worker seems to be doing. So the queue may be lost at any
 * time. Claims what it rings (`rung_at`), so several sweepers do not ring twice, and a lost bell rings again after 30 s.
 */
export async function sweep(context: Context): Promise<SweepReport> {
  return {
    plans: await ringPlans(context),
    chunks: await ringChunks(context),
    endpoints: await ringEndpoints(context),
    completions: await completeForgotten(context),
    reservations: await closeForgotten(context),
    ...(await followEgress(context)),
  };
}

/** Deletes idempotency records whose promise (24 h) is over. @returns how many. */
export async function forgetIdempotencyKeys(context: Pick<Context, "database">): Promise<number> {
  const deleted = await context.database
    .deleteFrom("idempotency_keys")
    .where("created_at", "<", sql<Date>`now() - ${IDEMPOTENCY_KEPT}::interval`)
    .executeTakeFirst();
  return Number(deleted.numDeletedRows);
}

/** Jobs that wait for planning, or whose planner died; held ones only once their wallet has something again. */
async function ringPlans(context: Context): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update jobs set rung_at = now()
    where number in (
      select j.number from jobs j
      join wallets w on w.organization_id = j.organization_id and w.mode = j.mode
      where (j.status in ('queued', 'planning') or (j.status = 'held' and w.available > 0)) and j.started_at is null
        and coalesce(j.rung_at, j.created_at) < now() - ${LOST_AFTER}::interval
      order by j.number limit ${BATCH} for update of j skip locked
    )
    returning id`.execute(context.database);
  for (const { id } of rows) await context.bell.ring("plan-job", { jobId: id });
  return rows.length;
}

/**
 * Chunks of running jobs: deferred ones that are due, leases that ran out and, where one bell was lost, all whose bells may
 * be lost as well. They are rung together because a worker spends a message on the chunk whose turn it is, not on the one
 * that it names. Rung one by one, each after 30 s, chunks would use up each other's messages, and an emptied queue would
 * take minutes to recover.
 */
async function ringChunks(context: Context): Promise<number> {
  const { rows } = await sql<{ id: string; number: number; recheck: number }>`
    with lost as (
      select exists (
        select from chunks c join jobs j on j.number = c.job_number and j.status = 'running'
        where c.state = 'pending' and c.due_at <= now() and c.rung_at < now() - ${LOST_AFTER}::interval
      ) as any
    ), due as (
      select c.job_number, c.number from chunks c
      join jobs j on j.number = c.job_number and j.status = 'running'
      where (
        c.state = 'pending' and c.due_at <= now()
        and ((c.rung_at is not null and (select lost.any from lost)) or (c.rung_at is null and c.recheck > 0))
      ) or (c.state = 'leased' and c.leased_until < now())
      order by c.rung_at nulls first limit ${BATCH}
      for update of c skip locked
    )
    update chunks c set rung_at = now()
    from due, jobs j
    where c.job_number = due.job_number and c.number = due.number and j.number = c.job_number
    returning j.id, c.number, c.recheck`.execute(context.database);
  for (const { id, number, recheck } of rows) {
    await context.bell.ring(recheck > 0 ? "recheck-rows" : "process-chunk", { jobId: id, chunk: number });
  }
  return rows.length;
}

/** Endpoints with due deliveries to which no worker is posting. */
async function ringEndpoints(context: Context): Promise<number> {
  const { rows } = await sql<{ endpoint_id: string }>`
    with due as (
      select d.id from deliveries d
      join endpoints e on e.id = d.endpoint_id
      where d.state = 'pending' and d.next_attempt_at <= now() and e.disabled_at is null
        and (e.leased_until is null or e.leased_until < now())
        and (d.rung_at is null or d.rung_at < now() - ${LOST_AFTER}::interval)
      order by d.next_attempt_at limit ${BATCH}
      for update of d skip locked
    )
    update deliveries d set rung_at = now() from due where d.id = due.id
    returning d.endpoint_id`.execute(context.database);
  const endpointIds = new Set(rows.map((row) => row.endpoint_id));
  for (const endpointId of endpointIds) await context.bell.ring("deliver-webhook", { endpointId });
  return endpointIds.size;
}

/** Jobs whose last row is done but whose completion was cut off. */
async function completeForgotten(context: Context): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update jobs set rung_at = now()
    where number in (
      select number from jobs
      where status in ('running', 'paused') and started_at is not null and pending = 0
        and coalesce(rung_at, started_at) < now() - ${LOST_AFTER}::interval
      limit ${BATCH} for update skip locked
    )
    returning id`.execute(context.database);
  for (const { id } of rows) await completeJob(context, { jobId: id });
  return rows.length;
}

/** Closes reservations whose job is over, so that no credit stays held. */
async function closeForgotten(context: Context): Promise<number> {
  const open = await context.database
    .selectFrom("reservations")
    .innerJoin("jobs", "jobs.reservation_id", "reservations.id")
    .select(["reservations.id", "jobs.id as job_id"])
    .where("reservations.closed_at", "is", null)
    .where("jobs.ended_at", "is not", null)
    .limit(BATCH)
    .execute();
  for (const { id, job_id: jobId } of open) {
    await closeReservation(context.database, {
      reservationId: id,
      reason: "remainder",
      idempotencyKey: `close:${jobId}`,
    });
  }
  return open.length;
}
