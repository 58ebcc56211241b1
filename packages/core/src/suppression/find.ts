import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import { identitiesOf } from "#person/identity.ts";

/**
 * Everything by which a suppression may name a person: the identities, and `domain:…` where there is no address.
 * @param person email in normal form, domain ASCII and lower case.
 */
export function suppressibleOf(person: Parameters<typeof identitiesOf>[0]): string[] {
  const identities = identitiesOf(person);
  return person.email || !person.domain ? identities : [...identities, `domain:${person.domain}`];
}

/**
 * Which of some subjects an organization may not process, be shown or be billed for. They are on its own list or the
 * server's, by address, by domain or a domain above it, or as a person; or they were erased.
 * @param subjects of each, what `suppressibleOf` or `email:…` names it by.
 * @param options.erased false: erased people count like any others.
 * @returns the indexes of those that are suppressed.
 */
export async function findSuppressed(
  connection: Connection,
  organizationId: string,
  subjects: readonly (readonly string[])[],
  options: { readonly erased: boolean } = { erased: true },
): Promise<ReadonlySet<number>> {
  const named = subjects.flatMap((identities, index) => identities.map((identity) => ({ index, identity })));
  if (named.length === 0 || !(await hasAny(connection, organizationId))) return new Set();
  const { rows } = await sql<{ index: number }>`
    select distinct n.index
    from unnest(${named.map(({ index }) => index)}::int[], ${named.map(({ identity }) => identity)}::text[])
      as n (index, identity)
    where exists (
      select from suppressions s
      where (s.organization_id is null or s.organization_id = ${organizationId}) and (
        (s.kind = 'person' and s.value = n.identity)
        or (s.kind = 'email' and n.identity like 'email:%' and s.value = lower(substr(n.identity, 7)))
        or (s.kind = 'domain' and n.identity ~ '^(email|domain):' and s.value = any(
          domain_and_parents(lower(regexp_replace(n.identity, '^(email:.*@|domain:)', '')))
        ))
      )
    ) or (${options.erased} and exists (select from erasures) and exists (select from erasures where hash = erasure_hash(n.identity)))`.execute(
    connection,
  );
  return new Set(rows.map(({ index }) => index));
}

/** Whether anything is suppressed for an organization: mostly nothing is, and the comparison is skipped. */
export async function hasSuppressions(connection: Connection, organizationId: string): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    select exists (select from suppressions where organization_id is null or organization_id = ${organizationId}) as any`.execute(
    connection,
  );
  return rows[0]?.any === true;
}

/** Whether there is any suppression for an organization, or any erased person. */
async function hasAny(connection: Connection, organizationId: string): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    select exists (select from suppressions where organization_id is null or organization_id = ${organizationId})
      or exists (select from erasures) as any`.execute(connection);
  return rows[0]?.any === true;
}
