import type { Connection } from "@winnow/database";
import { sql } from "kysely";
import type { Tenant } from "#context.ts";

/** What an organization owns is named by its subject: a contact of the directory. */
export function contactSubject(contactId: string): string {
  return `contact:${contactId}`;
}

/** An address that belongs to no contact. */
export function emailSubject(address: string): string {
  return `email:${address}`;
}

/** Of subjects, those that a tenant owns. */
export async function readOwned(
  connection: Connection,
  { organizationId, mode }: Tenant,
  subjects: readonly string[],
): Promise<ReadonlySet<string>> {
  if (subjects.length === 0) return new Set();
  const owned = await connection
    .selectFrom("entitlements")
    .select("subject")
    .where("organization_id", "=", organizationId)
    .where("mode", "=", mode)
    // One array, not a list of parameters: planning a statement with hundreds of them takes longer than it runs.
    .where(sql<boolean>`subject = any(${[...subjects]}::text[])`)
    .execute();
  return new Set(owned.map(({ subject }) => subject));
}

/**
 * What one row paid for is owned no longer, whether under its email, in any case, or as a contact.
 * @param paid the row, and the capture that paid for it.
 */
export async function endOwned(
  transaction: Connection,
  { organizationId, mode }: Tenant,
  paid: { readonly entryId: string; readonly jobNumber: number; readonly row: number },
): Promise<void> {
  await sql`
    with paid as (
      select r.email, r.contact ->> 'id' as contact, j.ref
      from results r left join job_rows j on j.job_number = r.job_number and j.row = r.row
      where r.job_number = ${paid.jobNumber} and r.row = ${paid.row}
    )
    delete from entitlements
    where organization_id = ${organizationId} and mode = ${mode} and entry_id = ${paid.entryId}
      and subject in (
        select 'email:' || email from paid
        union all select 'contact:' || contact from paid
        union all select 'contact:' || ref from paid
        union all select 'contact:' || c.id from paid join contacts c on c.email = lower(paid.email))`.execute(
    transaction,
  );
}

/**
 * A tenant owns subjects from now on.
 * @param entryId the capture that paid for them; null: they were free.
 * @returns how many of them it did not own before.
 */
export async function insertOwned(
  transaction: Connection,
  { organizationId, mode }: Tenant,
  subjects: readonly string[],
  entryId: string | null,
): Promise<number> {
  if (subjects.length === 0) return 0;
  const inserted = await sql`
    insert into entitlements (organization_id, mode, subject, entry_id)
    select ${organizationId}, ${mode}, subject, ${entryId}
    from unnest(${[...subjects]}::text[]) as subject
    on conflict do nothing`.execute(transaction);
  return Number(inserted.numAffectedRows ?? 0);
}
