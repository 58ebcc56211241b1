import { inTransaction, type Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Context } from "#context.ts";
import { recordEvent } from "#event/record.ts";
import { EGRESS_UNHEALTHY } from "#egress/health.ts";
import { presentJob } from "#job/present.ts";
import { statusesBefore } from "#job/transitions.ts";
import { reopenWindow } from "#job/control/resume.ts";

const BATCH = 500;

/** Live jobs that were held, or that go on. */
export interface EgressFollowed {
  readonly held: number;
  readonly released: number;
}

/**
 * Holds live jobs while every egress is broken, and resumes them as soon as one works. The tables decide, so any process
 * may call it at any time.
 */
export async function followEgress(context: Context): Promise<EgressFollowed> {
  if (await isEveryEgressBroken(context.database)) return { held: await holdJobs(context), released: 0 };
  return { held: 0, released: await releaseJobs(context) };
}

/** An egress that was not measured lately holds no job. */
async function isEveryEgressBroken(database: Connection): Promise<boolean> {
  const { rows } = await sql<{ broken: boolean }>`
    select coalesce(bool_and(healthy = 'no'), false) as broken from egress_health
    where valid_until > now()`.execute(database);
  return rows[0]?.broken === true;
}

async function holdJobs(context: Context): Promise<number> {
  const running = await context.database
    .selectFrom("jobs")
    .select("number")
    .where("mode", "=", "live")
    .where("status", "=", "running")
    .where("pending", ">", 0)
    .orderBy("number")
    .limit(BATCH)
    .execute();
  for (const { number } of running) {
    await inTransaction(context.database, (transaction) => holdJob(transaction, number));
  }
  return running.length;
}

/** Lock order: job, chunks, endpoints. */
async function holdJob(transaction: Connection, number: number): Promise<void> {
  const held = await transaction
    .updateTable("jobs")
    .set({ status: "held", reason: EGRESS_UNHEALTHY })
    .where("number", "=", number)
    .where("status", "in", statusesBefore("breakEgress"))
    .returningAll()
    .executeTakeFirst();
  if (held === undefined) return;
  await takeBackChunks(transaction, number);
  const earlier = await transaction
    .selectFrom("events")
    .select((column) => column.fn.countAll<number>().as("count"))
    .where("job_id", "=", held.id)
    .where("type", "=", "job.held")
    .executeTakeFirstOrThrow();
  await recordEvent(transaction, {
    type: "job.held",
    job: held,
    page: Number(earlier.count),
    data: async () => ({ job: await presentJob(transaction, held), reason: EGRESS_UNHEALTHY }),
  });
}

/**
 * Ends the leases on chunks of the job: the rows of each go into a new chunk, whose leases are counted from zero, because
 * none of the rows killed a worker.
 */
async function takeBackChunks(transaction: Connection, jobNumber: number): Promise<void> {
  await sql`
    with taken as (
      update chunks set state = 'done', leased_until = null, tally = '{}'
      where job_number = ${jobNumber} and state = 'leased'
      returning number, rows, recheck, unasked, deferred_since
    )
    insert into chunks (job_number, number, rows, rung_at, recheck, unasked, deferred_since)
    select ${jobNumber}, last.number + row_number() over (order by taken.number), taken.rows, now(), taken.recheck,
      taken.unasked, taken.deferred_since
    from taken, (select max(number) as number from chunks where job_number = ${jobNumber}) as last`.execute(
    transaction,
  );
}

async function releaseJobs(context: Context): Promise<number> {
  const held = await context.database
    .selectFrom("jobs")
    .select(["number", "id", "priority"])
    .where("status", "=", "held")
    .where("reason", "=", EGRESS_UNHEALTHY)
    .orderBy("number")
    .limit(BATCH)
    .execute();
  for (const { number, id: jobId, priority } of held) {
    const chunks = await inTransaction(context.database, async (transaction) => {
      const released = await transaction
        .updateTable("jobs")
        .set({ status: "running", reason: null, at_work_since: sql<Date>`now()` })
        .where("number", "=", number)
        .where("status", "=", "held")
        .where("reason", "=", EGRESS_UNHEALTHY)
        .executeTakeFirst();
      return released.numUpdatedRows === 1n ? reopenWindow(transaction, number) : [];
    });
    for (const chunk of chunks) await context.bell.ring("process-chunk", { jobId, chunk }, { priority });
  }
  return held.length;
}
