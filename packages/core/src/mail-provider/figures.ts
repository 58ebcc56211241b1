import type { Connection } from "@winnow/database";
import { sql } from "kysely";

/** All mail providers together, of both modes and every egress address. */
export interface MailProviderFigures {
  /** Providers that are paused at an egress address now. */
  readonly paused: number;
  readonly sessionsOpen: number;
  readonly rowsWaiting: number;
  /** Sessions of the last hour. */
  readonly throttled: number;
  readonly blocked: number;
}

/** The figures of the budgets for monitoring. */
export async function measureMailProviders(database: Connection): Promise<MailProviderFigures> {
  const { rows } = await sql<MailProviderFigures>`
    select
      (select count(*) from mail_provider_budgets b
        left join mail_provider_pauses p on p.mode = b.mode and p.provider = b.provider
        where greatest(p.paused_until, b.paused_until) > now())::int as paused,
      (select count(*) from mail_provider_grants where expires_at > now())::int as "sessionsOpen",
      (select coalesce(sum(cardinality(rows)), 0) from chunks
        where state = 'pending' and awaits is not null)::int as "rowsWaiting",
      coalesce(sum(throttled), 0)::int as throttled, coalesce(sum(blocked), 0)::int as blocked
    from mail_provider_counts where since > now() - interval '1 hour'`.execute(database);
  const [figures] = rows;
  if (figures === undefined) throw new Error("the figures came without a row");
  return figures;
}
