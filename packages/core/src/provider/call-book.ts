import type { CallBook } from "@winnow/contracts";
import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import { identitiesOf } from "#person/identity.ts";
import type { Tenant } from "#context.ts";

/**
 * Paid calls of one tenant, in `provider_calls`. Each statement commits by itself: the intent is stored before the call is
 * made, so that no call is made twice or lost when the worker dies.
 */
export function createCallBook(database: Connection, { organizationId, mode }: Tenant): CallBook {
  return {
    async intend(provider, { key, person: asked }) {
      const person = identitiesOf(asked)[0] ?? "";
      const { rows } = await sql<{ fresh: boolean; answer: unknown }>`
        with earlier as (
          -- What was learnt about the same person lately is not bought again.
          select answer from provider_calls
          where organization_id = ${organizationId} and mode = ${mode} and provider = ${provider.name}
            and person = ${person} and person <> '' and key <> ${key} and state in ('found', 'not_found')
            and settled_at > now() - make_interval(days => ${provider.freshForDays}::int)
          order by settled_at desc limit 1
        ), intended as (
          insert into provider_calls as c (key, organization_id, mode, provider, person, price_credits)
          select ${key}, ${organizationId}, ${mode}, ${provider.name}, ${person}, ${provider.priceCredits}::float8
          where not exists (select from earlier)
          -- A refusal was no call: it may be tried again.
          on conflict (key) do update set state = 'intended', answer = null, intended_at = now(), settled_at = null
            where c.state = 'refused'
          returning key
        )
        select exists (select from intended) as fresh, coalesce((select answer from earlier), (
          select answer from provider_calls
          where key = ${key} and organization_id = ${organizationId} and mode = ${mode} and state in ('found', 'not_found')
        )) as answer`.execute(database);
      const [found] = rows;
      if (found?.fresh) return { state: "fresh" };
      const { answer = null } = found ?? {};
      return answer === null ? { state: "unknown" } : { state: "answered", answer };
    },

    async settle({ key, outcome, charged, answer }) {
      await sql`
        update provider_calls set state = ${outcome}, charged = ${charged},
          answer = cast(${JSON.stringify(answer)} as jsonb), settled_at = now()
        where key = ${key} and organization_id = ${organizationId} and mode = ${mode}`.execute(database);
    },
  };
}
