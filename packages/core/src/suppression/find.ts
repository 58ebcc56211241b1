import type { Connection } from "@winnow/database";
import { sql } from "kysely";

/**
 * Which of some addresses an organization may not process, reveal or be billed for: by address, by domain, or by a domain
 * above that, of its own list or the server's.
 * @param addresses in normal form.
 */
export async function findSuppressed(
  connection: Connection,
  organizationId: string,
  addresses: readonly string[],
): Promise<ReadonlySet<string>> {
  if (addresses.length === 0) return new Set();
  const { rows } = await sql<{ address: string }>`
    select a.address from unnest(${[...addresses]}::text[]) as a (address)
    where exists (
      select from suppressions s
      where (s.organization_id is null or s.organization_id = ${organizationId}) and (
        (s.kind = 'email' and s.value = lower(a.address))
        or (s.kind = 'domain' and s.value = any(domain_and_parents(lower(split_part(a.address, '@', -1)))))
      )
    )`.execute(connection);
  return new Set(rows.map(({ address }) => address));
}

/** Whether anything at all is suppressed for an organization: mostly nothing is, and then nothing has to be compared. */
export async function hasSuppressions(connection: Connection, organizationId: string): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    select exists (select from suppressions where organization_id is null or organization_id = ${organizationId}) as any`.execute(
    connection,
  );
  return rows[0]?.any === true;
}
