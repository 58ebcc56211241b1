import { auditLedger } from "@winnow/credits";
import { openDatabase } from "@winnow/database";
import { sql } from "kysely";

/** One violated invariant of the fault catalogue, in words. */
export type Violation = string;

/**
 * Checks the invariants after any fault, from the tables alone. Each row of a finished job has exactly one result, and the sums
 * agree. Each paid row names its capture, and the captures equal the prices of their rows. Every wallet agrees with its
 * entries, nothing stays reserved, and each event is delivered.
 * @returns the violations; empty when all is well.
 */
export async function findViolations(connectionString: string): Promise<Violation[]> {
  await using database = openDatabase({ connectionString, connectionsMax: 2 });
  const { kysely } = database;
  const violations: Violation[] = [];

  const rows = await sql<{ id: string; submitted: number; rows: number; results: number; pending: number }>`
    select j.id, j.submitted, j.pending,
      (select count(*)::int from job_rows where job_number = j.number) as rows,
      (select count(*)::int from results where job_number = j.number) as results
    from jobs j where j.status = 'completed'`.execute(kysely);
  for (const job of rows.rows) {
    if (job.rows !== job.submitted || job.results !== job.submitted || job.pending !== 0) {
      violations.push(
        `${job.id}: ${job.submitted} submitted, ${job.rows} rows, ${job.results} results, ${job.pending} pending`,
      );
    }
  }

  const captures = await sql<{ id: string; captured: number; charged: number }>`
    select e.id, e.delta_spent as captured, coalesce(sum(r.charge_millicredits), 0)::bigint as charged
    from entries e left join results r on r.entry_id = e.id
    where e.kind = 'capture' group by e.id
    having e.delta_spent <> coalesce(sum(r.charge_millicredits), 0)`.execute(kysely);
  for (const capture of captures.rows) {
    violations.push(`${capture.id}: captured ${capture.captured}, its rows say ${capture.charged}`);
  }

  const wallets = await kysely.selectFrom("wallets").selectAll().execute();
  for (const wallet of wallets) {
    const report = await auditLedger(kysely, { organizationId: wallet.organization_id, mode: wallet.mode });
    violations.push(
      ...report.problems.map((problem) => `${wallet.organization_id}/${wallet.mode}: ${problem}`),
    );
  }
  const open = await kysely
    .selectFrom("reservations")
    .innerJoin("jobs", "jobs.reservation_id", "reservations.id")
    .select(["reservations.id", "jobs.id as job"])
    .where("reservations.closed_at", "is", null)
    .where("jobs.ended_at", "is not", null)
    .execute();
  violations.push(...open.map(({ id, job }) => `${id} of the ended ${job} is still open`));

  const undelivered = await kysely
    .selectFrom("deliveries")
    .select("id")
    .where("state", "<>", "delivered")
    .execute();
  violations.push(...undelivered.map(({ id }) => `${id} was not delivered`));
  return violations;
}
