import type { JobPace } from "@winnow/contracts";
import type { Connection, DatabaseOutput, Tally } from "@winnow/database";
import { sql } from "kysely";
import { estimate, type WorkSeen } from "#job/estimate.ts";

/** A pace says little about what comes once it is older than this. */
const LOOK_BACK = "1 minute";

/** How a job stands that has not ended: rows by status, its pace and its estimated end. One look at its chunks. */
export async function readWork(
  connection: Connection,
  job: Pick<DatabaseOutput<"jobs">, "number" | "status">,
): Promise<{ readonly tally: Tally; readonly pace: JobPace }> {
  const { rows } = await sql<Omit<WorkSeen, "running"> & { readonly tally: Tally }>`
    with job as (
      select tally, greatest(at_work_since, now() - ${LOOK_BACK}::interval) as since from jobs
      where number = ${job.number}
    ), work as materialized (
      select c.state <> 'done' as open, c.state = 'pending' as waits, c.recheck, cardinality(c.rows) as size, c.due_at,
        c.tally, c.done_at >= job.since as lately
      from chunks c, job where c.job_number = ${job.number}
    ), counted as (
      select key, sum(value::int)::int as rows, coalesce(sum(value::int) filter (where lately), 0)::int as lately
      from (select tally, false as lately from job union all select tally, lately from work where tally is not null) t,
        jsonb_each_text(t.tally)
      group by key
    )
    select now() as now, extract(epoch from now() - (select since from job))::float8 as seconds,
      (select coalesce(jsonb_object_agg(key, rows), '{}') from counted) as tally,
      (select coalesce(sum(lately), 0)::int from counted where key like 'status.%') as settled,
      count(*) filter (where lately)::int as chunks,
      coalesce(sum(size) filter (where lately and recheck = 0), 0)::int as passed,
      coalesce(sum(size) filter (where open and recheck = 0), 0)::int as left,
      coalesce(sum(size) filter (where waits and recheck > 0), 0)::int as deferred,
      min(due_at) filter (where waits and recheck > 0) as "nextDue",
      max(due_at) filter (where open and recheck > 0) as "lastDue"
    from work`.execute(connection);
  const { tally, ...seen } = rows[0]!;
  return { tally, pace: estimate({ ...seen, running: job.status === "running" }) };
}
