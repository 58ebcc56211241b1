import type { Mode } from "@winnow/contracts";
import { inTransaction, jsonb, type Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Context } from "#context.ts";
import { fitScores, SCORE_VERSION, type Tally } from "#score/fit.ts";
import { observeBounces, observeRechecks } from "#score/observe.ts";
import { measureReliability, type Foretold, type Reliability } from "#score/reliability.ts";

const MODES: readonly Mode[] = ["live", "test"];

/** Observation reaches so far back again, for what committed late: observing twice changes nothing. */
const OVERLAP = "10 minutes";

/**
 * Observes what became of addresses since the last fit, fits scores on four fifths of them, and measures these on the rest.
 * At most once an hour, by one worker. @returns the name of the new fit; undefined where none was due.
 */
export async function refitScores({ database }: Pick<Context, "database">): Promise<string | undefined> {
  return inTransaction(database, async (transaction) => {
    const since = await claimFit(transaction);
    if (since === undefined) return undefined;
    await observeBounces(transaction, since);
    const ended = await transaction
      .selectFrom("jobs")
      .select("number")
      .where("ended_at", ">", since)
      .where("kind", "in", ["verify", "enrich"])
      .execute();
    for (const { number } of ended) await observeRechecks(transaction, number);
    return fit(transaction);
  });
}

/** @returns since when to observe; undefined where another worker fits now, or did within the hour. */
async function claimFit(transaction: Connection): Promise<Date | undefined> {
  const { rows } = await sql<{ due: boolean; since: Date }>`
    select pg_try_advisory_xact_lock(hashtextextended('score fit', 0))
        and (fitted_at is null or fitted_at < now() - interval '1 hour') as due,
      coalesce(observed_until, now() - interval '1 day') - ${OVERLAP}::interval as since
    from (values (1)) as one
    left join lateral (
      select fitted_at, observed_until from score_fits order by number desc limit 1) as last on true`.execute(
    transaction,
  );
  const [last] = rows;
  return last?.due ? last.since : undefined;
}

async function fit(transaction: Connection): Promise<string> {
  const { number } = await transaction
    .insertInto("score_fits")
    .values({ model: SCORE_VERSION, observed_until: sql<Date>`now()`, calibration: jsonb({}) as never })
    .returning("number")
    .executeTakeFirstOrThrow();
  const model = `${SCORE_VERSION}/${number}`;
  const calibration: Partial<Record<Mode, Reliability>> = {};
  await transaction.deleteFrom("score_buckets").execute();
  for (const mode of MODES) {
    const fitted = fitScores(await tallyOutcomes(transaction, mode));
    await sql`
      insert into score_buckets (mode, bucket, outcomes, score, model)
      select ${mode}, bucket, outcomes, score, ${model}
      from jsonb_populate_recordset(null::score_buckets, ${jsonb(fitted)})`.execute(transaction);
    calibration[mode] = measureReliability(await readForetold(transaction, mode));
  }
  await sql`
    update score_fits set model = ${model}, calibration = ${jsonb(calibration)} where number = ${number}`.execute(
    transaction,
  );
  return model;
}

async function tallyOutcomes(transaction: Connection, mode: Mode): Promise<Tally[]> {
  const { rows } = await sql<Tally>`
    select bucket, count(*) filter (where good)::int as good, count(*) filter (where not good)::int as bad
    from score_outcomes where mode = ${mode} and not held_out group by bucket`.execute(transaction);
  return rows;
}

async function readForetold(transaction: Connection, mode: Mode): Promise<Foretold[]> {
  const { rows } = await sql<Foretold>`
    select b.score, count(*) filter (where o.good)::int as good, count(*) filter (where not o.good)::int as bad
    from score_outcomes o join score_buckets b on b.mode = o.mode and b.bucket = o.bucket
    where o.mode = ${mode} and o.held_out and b.score is not null group by b.score`.execute(transaction);
  return rows;
}
