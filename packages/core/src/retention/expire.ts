import type { Connection } from "@winnow/database";
import { sql, type RawBuilder } from "kysely";
import type { Context } from "#context.ts";

const BATCH = 500;

/**
 * An export, a reclassification or a job that read the rows before they were marked is done by then, or reads on from a
 * snapshot.
 */
const PURGE_AFTER = "5 minutes";

/** Marks the results of jobs whose retention is over as deleted. @returns how many jobs. */
export async function expireResults({ database }: Pick<Context, "database">): Promise<number> {
  return markDeleted(
    database,
    "expired",
    sql`
      select j.number from jobs j, retention
      where j.ended_at < now() - make_interval(hours => 24 * results_kept_days) and j.results_deleted_at is null
      order by j.ended_at limit ${BATCH} for no key update of j skip locked`,
  );
}

/** Marks ended jobs: their rows are not shown from now on, and `purgeResults` removes them. @returns how many. */
export async function markDeleted(
  connection: Connection,
  how: "deleted" | "expired",
  numbers: RawBuilder<unknown>,
): Promise<number> {
  const marked = await sql`
    update jobs set results_deleted_at = clock_timestamp(), results_deletion = ${how},
      purge_due_at = now() + ${PURGE_AFTER}::interval
    where number in (${numbers}) and ended_at is not null and results_deleted_at is null`.execute(connection);
  return Number(marked.numAffectedRows ?? 0);
}
