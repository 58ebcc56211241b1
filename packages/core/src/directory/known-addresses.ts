import type { KnownAddress } from "@winnow/contracts";
import type { Connection } from "@winnow/database";
import { sql } from "kysely";

/** So many addresses show a domain's pattern; more would only take longer. */
const PER_DOMAIN = 50;

/** Up to fifty valid addresses of named contacts at each of some domains. One query whatever the number of domains. */
export async function findKnownAddresses(
  database: Connection,
  domains: readonly string[],
): Promise<KnownAddress[]> {
  const { rows } = await sql<KnownAddress>`
    select c.domain, c.first_name as first, c.last_name as last, c.email
    from unnest(${[...domains]}::text[]) as d (domain)
    cross join lateral (
      select domain, first_name, last_name, email from contacts
      where domain = d.domain and email_status = 'valid' and first_name is not null and last_name is not null
        and split_part(email, '@', -1) = d.domain
      order by id limit ${PER_DOMAIN}
    ) c`.execute(database);
  return rows;
}
