import { EmailStatus, RowStatus, type JobPace } from "@winnow/contracts";
import type { Connection, DatabaseOutput, Tally } from "@winnow/database";
import { sql } from "kysely";
import { estimatePace, type WorkSeen } from "#job/estimate.ts";

/** An older pace says little about the work to come. */
const LOOK_BACK = "1 minute";

const STATUSES = RowStatus.options.map((status) => `status.${status}`);
const KEYS = [...STATUSES, ...EmailStatus.options.map((status) => `email.${status}`)];

/** Each status is read by its name: expanding every tally of a large job takes three times as long. */
const counts = KEYS.map(
  (key) => sql`coalesce(sum((c.tally ->> ${sql.lit(key)})::int), 0)::int as ${sql.id(key)}`,
);
const answered = sql.join(
  STATUSES.map((key) => sql`coalesce((c.tally ->> ${sql.lit(key)})::int, 0)`),
  sql` + `,
);

/**
 * The progress of a job that has not ended: rows by status, its pace and its estimated end. One look at its chunks, of
 * which a million rows have five thousand: what concerns a few of them is computed for these only.
 */
export async function readWork(
  connection: Connection,
  job: Pick<DatabaseOutput<"jobs">, "number" | "status">,
): Promise<{ readonly tally: Tally; readonly pace: JobPace }> {
  const { rows } = await sql<Omit<WorkSeen, "running"> & { readonly planned: Tally | null } & Tally>`
    with job as (
      select tally, greatest(at_work_since, now() - ${LOOK_BACK}::interval) as since from jobs
      where number = ${job.number}
    )
    select ${sql.join(counts)}, (select tally from job) as planned, now() as now,
      extract(epoch from now() - (select since from job))::float8 as seconds,
      count(*) filter (where c.done_at >= job.since)::int as chunks,
      coalesce(sum(${answered}) filter (where c.done_at >= job.since), 0)::int as settled,
      coalesce(sum(cardinality(c.rows)) filter (where c.done_at >= job.since and c.recheck = 0), 0)::int as passed,
      coalesce(sum(cardinality(c.rows)) filter (where c.state <> 'done' and c.recheck = 0), 0)::int as left,
      coalesce(sum(cardinality(c.rows)) filter (where c.state = 'pending' and c.recheck > 0), 0)::int as deferred,
      min(c.due_at) filter (where c.state = 'pending' and c.recheck > 0) as "nextDue",
      max(c.due_at) filter (where c.state <> 'done' and c.recheck > 0) as "lastDue"
    from chunks c, job where c.job_number = ${job.number}`.execute(connection);
  const seen = rows[0]!;
  const { planned } = seen;
  const sums = KEYS.map((key) => [key, (planned?.[key] ?? 0) + (seen[key] ?? 0)] as const);
  return {
    tally: Object.fromEntries(sums.filter(([, count]) => count > 0)),
    pace: estimatePace({ ...seen, running: job.status === "running" }),
  };
}
