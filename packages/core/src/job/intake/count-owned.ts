import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Tenant } from "#context.ts";

/**
 * How many of the staged rows of an enrichment are about a person whom the organization has paid for: by the address, or by
 * what the directory finds its contacts by. It is an estimate: providers are not queried yet.
 */
export async function countOwnedPeople(
  transaction: Connection,
  { organizationId, mode }: Tenant,
): Promise<number> {
  const { rows } = await sql<{ owned: number }>`
    with mine as materialized (
      select subject from entitlements where organization_id = ${organizationId} and mode = ${mode}
    ), people as materialized (
      select email, domain, name_key, company_key, linkedin_key from contacts
      where id in (select substr(subject, length('contact:') + 1) from mine where subject like 'contact:%')
    ), emails as materialized (
      select substr(subject, length('email:') + 1) as email from mine where subject like 'email:%'
      union select email from people where email is not null
    ), identities as materialized (
      select 'person:' || name_key || '|' || domain as identity from people where domain is not null
      union select 'person:' || name_key || '|' || company_key from people where company_key is not null
      union select 'linkedin:' || linkedin_key from people where linkedin_key is not null
    )
    select count(*)::int as owned
    from staged_rows s join classified_rows c on c.row = s.row
    where s.outcome is null and s.row = s.first
      and (c.address in (select email from emails) or c.identity in (select identity from identities))`.execute(
    transaction,
  );
  return rows[0]?.owned ?? 0;
}
