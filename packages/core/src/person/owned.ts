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

/** What one entry paid for under an address is owned no longer, whether as that address or as a contact that has it. */
export async function endOwned(
  transaction: Connection,
  { organizationId, mode }: Tenant,
  { entryId, email }: { readonly entryId: string; readonly email: string },
): Promise<void> {
  await sql`
    delete from entitlements
    where organization_id = ${organizationId} and mode = ${mode} and entry_id = ${entryId}
      and (subject = ${emailSubject(email)}
        or subject in (select 'contact:' || id from contacts where email = ${email}))`.execute(transaction);
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
