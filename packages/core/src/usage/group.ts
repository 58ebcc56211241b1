import {
  EmailStatus,
  type UsageGroup,
  type UsageGroupBy,
  type UsageGroupPage,
  type UsageGroupQuery,
} from "@winnow/contracts";
import { toCredits } from "@winnow/credits";
import { sql, type RawBuilder } from "kysely";
import type { Context, TenantActor } from "#context.ts";
import { countsOf } from "#job/tally.ts";
import { cutPage } from "#cursor.ts";

export type GroupUsageOutcome =
  | { readonly outcome: "grouped"; readonly page: UsageGroupPage }
  | { readonly outcome: "invalid_cursor" };

/** What a source is grouped by; null: the source cannot be grouped in this way. */
interface Grouping {
  /** Of `call_counts c`. */
  readonly calls: RawBuilder<string> | null;
  /** Of `entries e left join jobs j`. */
  readonly entries: RawBuilder<string> | null;
  /** Of `jobs j`. */
  readonly jobs: RawBuilder<string> | null;
}

const dayOf = (time: RawBuilder<Date>) => sql<string>`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD')`;

/** Under whose name a job runs: a key or a member. */
const CALLER = sql<string>`coalesce(j.key_id, j.member_id)`;

const groupings: Readonly<Record<UsageGroupBy, Grouping>> = {
  key: { calls: sql`c.caller_id`, entries: CALLER, jobs: CALLER },
  job: { calls: null, entries: sql`e.job_id`, jobs: sql`j.id` },
  day: {
    calls: sql`to_char(c.day, 'YYYY-MM-DD')`,
    entries: dayOf(sql`e.created_at`),
    jobs: dayOf(sql`j.created_at`),
  },
  endpoint: { calls: sql`c.endpoint`, entries: null, jobs: null },
};

interface GroupRow {
  readonly group: string;
  readonly calls: number;
  readonly denied: number;
  readonly granted: number;
  readonly captured: number;
  readonly released: number;
  readonly refunded: number;
  readonly tally: Readonly<Record<string, number>>;
}

/**
 * What the actor's organization did in the key's mode, by key, job, day or endpoint, the last group first. Verdicts count
 * where their job was made. Entries of no job (grants) belong to a day, and to no key.
 */
export async function groupUsage(
  context: Pick<Context<TenantActor>, "database" | "actor">,
  query: UsageGroupQuery,
): Promise<GroupUsageOutcome> {
  const before = query.cursor === undefined ? null : groupOf(query.cursor);
  if (before === undefined) return { outcome: "invalid_cursor" };
  const { organizationId, mode } = context.actor;
  const by = groupings[query.group_by];
  const from = query.from ?? null;
  const { rows } = await sql<GroupRow>`
    with parts as (
      select ${by.calls ?? NO_GROUP} as "group", calls, denied, 0::bigint as granted, 0::bigint as captured,
        0::bigint as released, 0::bigint as refunded, '{}'::jsonb as tally
      from call_counts c
      where organization_id = ${organizationId} and mode = ${mode}
        and (${from}::timestamptz is null or day >= (${from}::timestamptz at time zone 'UTC')::date)
      union all
      select ${by.entries ?? NO_GROUP}, 0, 0, e.delta_granted,
        case e.kind when 'capture' then e.delta_spent else 0 end,
        case e.kind when 'release' then e.delta_available else 0 end,
        case e.kind when 'refund' then e.delta_available else 0 end, '{}'
      from entries e left join jobs j on j.id = e.job_id
      where e.organization_id = ${organizationId} and e.mode = ${mode}
        and (${from}::timestamptz is null or e.created_at >= ${from}::timestamptz)
      union all
      select ${by.jobs ?? NO_GROUP}, 0, 0, 0, 0, 0, 0, t.tally
      from jobs j cross join lateral (
        select j.tally union all
        select c.tally from chunks c where c.job_number = j.number and j.ended_at is null and c.tally is not null
      ) t
      where j.organization_id = ${organizationId} and j.mode = ${mode}
        and (${from}::timestamptz is null or j.created_at >= ${from}::timestamptz)
    ), sums as (
      select "group", sum(calls)::bigint as calls, sum(denied)::bigint as denied, sum(granted)::bigint as granted,
        sum(captured)::bigint as captured, sum(released)::bigint as released, sum(refunded)::bigint as refunded
      from parts where "group" is not null and (${before}::text is null or "group" < ${before}::text)
      group by 1 order by 1 desc limit ${query.limit + 1}
    )
    select s.*, coalesce((
        select jsonb_object_agg(key, rows) from (
          select key, sum(value::bigint) as rows from parts p, jsonb_each_text(p.tally)
          where p."group" = s."group" and key like 'email.%' group by key
        ) statuses
      ), '{}') as tally
    from sums s order by 1 desc`.execute(context.database);
  const { shown, more } = cutPage(rows, query.limit, ({ group }) => cursorOf(group));
  return {
    outcome: "grouped",
    page: {
      data: shown.map(presentGroup),
      ...more,
    },
  };
}

const NO_GROUP = sql<string>`null::text`;

function presentGroup({
  group,
  calls,
  denied,
  granted,
  captured,
  released,
  refunded,
  tally,
}: GroupRow): UsageGroup {
  return {
    group,
    calls,
    denied,
    credits: {
      granted: toCredits(granted),
      captured: toCredits(captured),
      released: toCredits(released),
      refunded: toCredits(refunded),
    },
    by_email_status: countsOf(tally, "email", EmailStatus.options),
  };
}

function cursorOf(group: string): string {
  return Buffer.from(`group:${group}`).toString("base64url");
}

/** @returns undefined when the cursor is not one of `cursorOf`. */
function groupOf(cursor: string): string | undefined {
  const group = /^group:([\x20-\x7e]{1,120})$/.exec(Buffer.from(cursor, "base64url").toString("latin1"))?.[1];
  return group !== undefined && cursorOf(group) === cursor ? group : undefined;
}
