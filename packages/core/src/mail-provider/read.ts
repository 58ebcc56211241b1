import type { MailProvider, MailProviderQuery } from "@winnow/contracts";
import type { Connection, DatabaseOutput } from "@winnow/database";
import { sql } from "kysely";

/** Budgets with their counts, pauses and last replies, the most notable first. */
export async function readMailProviders(
  database: Connection,
  { provider, state, mode, limit }: Partial<MailProviderQuery> & { readonly mode?: MailProvider["mode"] },
): Promise<MailProvider[]> {
  const { rows } = await sql<ProviderRow>`
    with open as (
      select mode, provider, egress, count(*)::int as sessions from mail_provider_grants
      where expires_at > now() group by mode, provider, egress
    ), hour as (
      select mode, provider, egress, sum(sessions)::int as sessions, sum(asked)::int as asked,
        sum(throttled)::int as throttled, sum(blocked)::int as blocked
      from mail_provider_counts where since > now() - interval '1 hour' group by mode, provider, egress
    ), waiting as (
      select j.mode, c.awaits as provider, sum(cardinality(c.rows))::int as rows
      from chunks c join jobs j on j.number = c.job_number and j.status in ('running', 'paused')
      where c.state = 'pending' and c.awaits is not null group by j.mode, c.awaits
    ), known as (
      select b.*, held.paused_until as held_until, held.reason as held_reason,
        case
          when greatest(held.paused_until, b.paused_until) > now() then 'paused'
          when b.throttled_at > now() - interval '1 hour' and b.session_window < b.session_max then 'throttled'
          else 'running'
        end as state,
        coalesce(open.sessions, 0) as open, coalesce(waiting.rows, 0) as rows_waiting,
        coalesce(hour.sessions, 0) as sessions, coalesce(hour.asked, 0) as asked,
        coalesce(hour.throttled, 0) as throttled, coalesce(hour.blocked, 0) as blocked
      from mail_provider_budgets b
      left join mail_provider_pauses held
        on held.mode = b.mode and held.provider = b.provider and held.paused_until > now()
      left join open on open.mode = b.mode and open.provider = b.provider and open.egress = b.egress
      left join hour on hour.mode = b.mode and hour.provider = b.provider and hour.egress = b.egress
      left join waiting on waiting.mode = b.mode and waiting.provider = b.provider
    )
    select *, paused_until > now() as paused from known
    where (${provider ?? null}::text is null or provider = ${provider ?? null})
      and (${mode ?? null}::text is null or mode = ${mode ?? null})
      and (${state ?? null}::text is null or state = ${state ?? null})
    order by array_position(array['paused', 'throttled', 'running'], state), asked desc, provider, egress, mode
    limit ${limit ?? null}::int`.execute(database);
  return rows.map(present);
}

type ProviderRow = DatabaseOutput<"mail_provider_budgets"> & {
  readonly state: MailProvider["state"];
  readonly paused: boolean | null;
  readonly held_until: Date | null;
  readonly held_reason: string | null;
  readonly open: number;
  readonly rows_waiting: number;
  readonly sessions: number;
  readonly asked: number;
  readonly throttled: number;
  readonly blocked: number;
};

function present(row: ProviderRow): MailProvider {
  const { provider, egress, mode, state, open, sessions, asked, throttled, blocked } = row;
  return {
    provider,
    egress,
    mode,
    state,
    sessions: { open, window: row.session_window, max: row.session_max },
    pause: pauseOf(row),
    throttled_at: row.throttled_at?.toISOString() ?? null,
    blocked_at: row.blocked_at?.toISOString() ?? null,
    last_reply: row.reply,
    last_hour: { sessions, asked, throttled, blocked },
    rows_waiting: row.rows_waiting,
  };
}

/** Of two pauses the operator's is shown, with the later end. */
function pauseOf(row: ProviderRow): MailProvider["pause"] {
  const own = row.paused === true ? row.paused_until : null;
  if (row.held_until !== null) {
    const until = own !== null && own > row.held_until ? own : row.held_until;
    return { by: "operator", until: until.toISOString(), reason: row.held_reason };
  }
  return own === null ? null : { by: "throttling", until: own.toISOString(), reason: row.reply };
}
