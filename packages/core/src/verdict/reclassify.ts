import type { Mode } from "@winnow/contracts";
import { inTransaction, type Connection, type DatabaseOutput } from "@winnow/database";
import { sql } from "kysely";
import { storableJson } from "#chunk/storable-json.ts";
import { correctDirectory } from "#guarantee/correct-directory.ts";
import { findRefundable } from "#guarantee/recheck.ts";
import { refundRow } from "#guarantee/refund-row.ts";
import { judgeAgain, type JudgedRow } from "#verdict/judge-again.ts";
import { nameChange } from "#verdict/present.ts";
import { isOlder } from "#verdict/versions.ts";
import type { WorkerContext } from "#worker-context.ts";

type Run = DatabaseOutput<"reclassification_runs">;

/** Results that are looked at in one transaction: it is short, and a killed worker loses no more than this. */
const SLICE_ROWS = 1_000;
const MODES: readonly Mode[] = ["live", "test"];

/**
 * Does one step of the oldest re-classification that is not done: judges the stored evidence of the next results again.
 * Where the verdict changes, it appends the new one, corrects the directory, and refunds what was paid for and proves
 * invalid within the guarantee. Results stay as they were delivered, no credits are charged, no mail host is contacted. May
 * be called by any number of workers; doing all of it again changes nothing more.
 * @returns whether there may be more to do.
 */
export async function reclassify(context: WorkerContext): Promise<boolean> {
  return inTransaction(context.database, async (transaction) => {
    const run = await claimRun(transaction, context);
    if (run === undefined) return false;
    const end = await endOfSlice(transaction, run);
    if (end === undefined) {
      await transaction
        .updateTable("reclassification_runs")
        .set({ ended_at: sql<Date>`now()` })
        .where("id", "=", run.id)
        .execute();
      return true;
    }
    const changed = await judgeAgain(transaction, context, run, end);
    if (!run.dry_run) await appendReclassifications(transaction, run, changed);
    const refundable = await findRefundable(
      transaction,
      changed.filter(({ to }) => to.status === "invalid"),
      context.settings.guaranteeDays,
    );
    if (!run.dry_run) {
      for (const row of refundable) await refundRow(transaction, row, "reclassified");
      await correctContacts(transaction, changed);
    }
    const changes: Record<string, number> = { ...run.changes };
    for (const { from, to } of changed) {
      const name = nameChange(from, to);
      changes[name] = (changes[name] ?? 0) + 1;
    }
    await transaction
      .updateTable("reclassification_runs")
      .set({
        job_number: end.job_number,
        row: end.row,
        examined: run.examined + end.rows,
        refunds: run.refunds + refundable.length,
        refunded_millicredits: refundable.reduce(
          (sum, row) => sum + row.charge_millicredits,
          run.refunded_millicredits,
        ),
        changes: JSON.stringify(changes),
      })
      .where("id", "=", run.id)
      .execute();
    return true;
  });
}

/** Locks the oldest run, and begins it anew where the rules have changed since it was taken up. */
async function claimRun(transaction: Connection, { judge }: WorkerContext): Promise<Run | undefined> {
  const run = await transaction
    .selectFrom("reclassification_runs")
    .selectAll()
    .where("number", "=", (open) =>
      open
        .selectFrom("reclassification_runs")
        .select(({ fn }) => fn.min("number").as("number"))
        .where("ended_at", "is", null),
    )
    .where("ended_at", "is", null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (run === undefined) return undefined;
  const { classifier, verdict } = judge.versions;
  if (run.classifier_version === classifier && run.verdict_version === verdict) return run;
  const taken = { classifier: run.classifier_version, verdict: run.verdict_version };
  // A worker with older rules than the run leaves it to the others.
  if (!isOlder(taken, judge.versions)) return undefined;
  return transaction
    .updateTable("reclassification_runs")
    .set({
      classifier_version: classifier,
      verdict_version: verdict,
      job_number: 0,
      row: 0,
      examined: 0,
      // Changes that were written stay; the counts of a dry run begin again.
      ...(run.dry_run && { changes: "{}", refunds: 0, refunded_millicredits: 0 }),
    })
    .where("id", "=", run.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Where the next slice of results ends; undefined when there is none. */
async function endOfSlice(transaction: Connection, run: Run) {
  const { rows } = await sql<{ job_number: number; row: number; rows: number }>`
    select job_number, row, (count(*) over ())::int as rows from (
      select job_number, row from results
      where (job_number, row) > (${run.job_number}::bigint, ${run.row}::int)
      order by job_number, row limit ${SLICE_ROWS}
    ) slice order by job_number desc, row desc limit 1`.execute(transaction);
  return rows[0];
}

async function appendReclassifications(
  transaction: Connection,
  run: Run,
  changed: readonly JudgedRow[],
): Promise<void> {
  if (changed.length === 0) return;
  const appended = changed.map(({ job_number, row, number, from, to, why, versions }) => ({
    job_number,
    row,
    number,
    run_id: run.id,
    from_status: from.status,
    from_reason: from.reason,
    to_status: to.status,
    to_reason: to.reason,
    why,
    from_classifier_version: versions.classifier,
    from_verdict_version: versions.verdict,
    classifier_version: run.classifier_version,
    verdict_version: run.verdict_version,
  }));
  await sql`
    insert into reclassifications (job_number, row, number, run_id, from_status, from_reason, to_status, to_reason, why,
      from_classifier_version, from_verdict_version, classifier_version, verdict_version)
    select job_number, row, number, run_id, from_status, from_reason, to_status, to_reason, why,
      from_classifier_version, from_verdict_version, classifier_version, verdict_version
    from jsonb_populate_recordset(null::reclassifications, cast(${storableJson(appended)} as jsonb))`.execute(
    transaction,
  );
}

async function correctContacts(transaction: Connection, changed: readonly JudgedRow[]): Promise<void> {
  for (const mode of MODES) {
    await correctDirectory(
      transaction,
      mode,
      changed
        .filter((row) => row.mode === mode)
        .map(({ email, to, checked_at: at }) => ({
          address: email,
          status: to.status,
          at,
          source: "reclassification",
        })),
    );
  }
}
