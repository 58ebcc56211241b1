import type { Calibration, Mode } from "@winnow/contracts";
import { sql } from "kysely";
import type { Context } from "#context.ts";
import { OUTCOMES_MIN } from "#score/posterior.ts";
import type { Reliability } from "#score/reliability.ts";

const NOTHING: Reliability = { heldOut: 0, bins: [], brier: null, brier_of_average: null };

interface Counts {
  readonly good: number;
  readonly bad: number;
  readonly bounces: number;
  readonly rechecks: number;
  readonly held_out: number;
  readonly organizations: number;
  readonly known: number;
  readonly scored: number;
}

/** How reliable the scores of a mode are, as of the latest fit. */
export async function readCalibration(
  { database }: Pick<Context<{ readonly type: "operator" }>, "database">,
  input: { readonly mode: Mode },
): Promise<Calibration> {
  const { mode } = input;
  const last = await database
    .selectFrom("score_fits")
    .select(["model", "fitted_at", "calibration"])
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  const { rows } = await sql<Counts>`
    select count(*) filter (where good)::int as good, count(*) filter (where not good)::int as bad,
      count(*) filter (where source = 'bounce')::int as bounces,
      count(*) filter (where source = 'recheck')::int as rechecks,
      count(*) filter (where held_out)::int as held_out,
      (select count(distinct organization_id)::int from bounces where mode = ${mode}
        and decision <> 'soft_bounce' and created_at > now() - interval '90 days') as organizations,
      (select count(*)::int from score_buckets where mode = ${mode}) as known,
      (select count(score)::int from score_buckets where mode = ${mode}) as scored
    from score_outcomes where mode = ${mode}`.execute(database);
  const [counts] = rows;
  if (counts === undefined) throw new Error("a count without a row");
  const { organizations, known, scored, ...outcomes } = counts;
  const measured = (last?.calibration as Partial<Record<Mode, Reliability>> | undefined)?.[mode] ?? NOTHING;
  const { bins, brier, brier_of_average: average } = measured;
  return {
    mode,
    summary: summarize(counts, measured),
    model: last?.model ?? null,
    fitted_at: last?.fitted_at.toISOString() ?? null,
    outcomes,
    organizations_reporting: organizations,
    buckets: { known, scored, outcomes_required: OUTCOMES_MIN },
    bins,
    brier,
    brier_of_average: average,
  };
}

function summarize({ good, bad, scored, organizations }: Counts, measured: Reliability): string {
  const { heldOut, brier, brier_of_average: average } = measured;
  if (scored === 0) {
    return `Not enough outcomes yet: ${good + bad} are known, ${OUTCOMES_MIN} of addresses that are alike make a score. ${organizations} organizations report bounces.`;
  }
  if (brier === null || average === null) {
    return `Not enough outcomes yet to say how good the scores are: ${heldOut} held-out addresses have one, ${OUTCOMES_MIN} are needed.`;
  }
  return `Over ${heldOut} held-out addresses the mean squared error of the scores is ${brier}, against ${average} for always saying the average.`;
}
