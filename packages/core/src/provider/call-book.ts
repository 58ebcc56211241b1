import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import { identitiesOf } from "#contact/identity.ts";
import type { Tenant } from "#context.ts";
import type { CallBook, CallState } from "#ports.ts";

/**
 * Paid calls of one tenant, in `provider_calls`. Each statement commits by itself: an intent is there before the call is
 * made, whatever becomes of the worker, so no call is made twice, and none is forgotten.
 */
export function createCallBook(database: Connection, { organizationId, mode }: Tenant): CallBook {
  return {
    async intend(provider, calls) {
      const keys = calls.map(({ key }) => key);
      const people = calls.map(({ person }) => identitiesOf(person)[0] ?? "");
      const { rows } = await sql<{ state: CallState["state"]; answer: unknown }>`
        with asked as (
          select * from unnest(${keys}::text[], ${people}::text[]) with ordinality as a (key, person, position)
        ), earlier as (
          -- What was learnt about the same person lately is not bought again.
          select distinct on (a.key) a.key, c.answer
          from asked a join provider_calls c on c.organization_id = ${organizationId} and c.mode = ${mode}
            and c.provider = ${provider.name} and c.person = a.person and a.person <> ''
          where c.key <> a.key and c.state in ('found', 'not_found')
            and c.settled_at > now() - make_interval(days => ${provider.freshForDays}::int)
          order by a.key, c.settled_at desc
        ), intended as (
          insert into provider_calls as c (key, organization_id, mode, provider, person, price_credits)
          select key, ${organizationId}, ${mode}, ${provider.name}, person, ${provider.priceCredits}::float8 from asked
          where key not in (select key from earlier)
          -- A refusal was no call: it may be tried again.
          on conflict (key) do update set state = 'intended', answer = null, intended_at = now(), settled_at = null
            where c.state = 'refused'
          returning key
        )
        select
          case
            when i.key is not null then 'fresh'
            when e.key is not null or c.state in ('found', 'not_found') then 'answered'
            else 'unknown'
          end as state,
          coalesce(e.answer, c.answer) as answer
        from asked a left join earlier e on e.key = a.key left join intended i on i.key = a.key
          left join provider_calls c on c.key = a.key and c.organization_id = ${organizationId} and c.mode = ${mode}
        order by a.position`.execute(database);
      return rows.map(({ state, answer }): CallState =>
        state === "answered" ? { state, answer } : { state },
      );
    },

    async settle({ key, outcome, charged, answer }) {
      await sql`
        update provider_calls set state = ${outcome}, charged = ${charged},
          answer = cast(${JSON.stringify(answer)} as jsonb), settled_at = now()
        where key = ${key} and organization_id = ${organizationId} and mode = ${mode}`.execute(database);
    },
  };
}
