import type { BillableStatus, RevealStatus } from "@winnow/contracts";
import type { Connection, DatabaseOutput } from "@winnow/database";
import type { Tenant } from "#context.ts";
import { contactSubject, readOwned } from "#person/owned.ts";
import { personOfContact } from "#person/identity.ts";
import { emailWorth, type EmailWorth } from "#person/email-worth.ts";
import { findSuppressed, suppressibleOf } from "#suppression/find.ts";

export type PlannedContact =
  | { readonly id: string; readonly plan: Extract<RevealStatus, "not_found" | "suppressed"> }
  | {
      readonly id: string;
      readonly contact: DatabaseOutput<"contacts">;
      readonly plan: "owned" | EmailWorth;
    };

/**
 * What a reveal of each contact means, in the order of `ids`. Reads only.
 * @param by.billable the statuses that the reveal is billed for.
 */
export async function planReveal(
  connection: Connection,
  tenant: Tenant,
  ids: readonly string[],
  by: { readonly billable: readonly BillableStatus[]; readonly now: Date },
): Promise<PlannedContact[]> {
  const contacts = await connection.selectFrom("contacts").selectAll().where("id", "in", ids).execute();
  const byId = new Map(contacts.map((contact) => [contact.id, contact]));
  const found = await findSuppressed(
    connection,
    tenant.organizationId,
    contacts.map((contact) => suppressibleOf(personOfContact(contact))),
  );
  const suppressed = new Set(contacts.filter((_, index) => found.has(index)).map(({ id }) => id));
  const owned = await readOwned(connection, tenant, ids.map(contactSubject));
  return ids.map((id): PlannedContact => {
    const contact = byId.get(id);
    if (contact === undefined) return { id, plan: "not_found" };
    if (suppressed.has(id)) return { id, plan: "suppressed" };
    if (owned.has(contactSubject(id))) return { id, contact, plan: "owned" };
    return { id, contact, plan: emailWorth(contact, by.billable, by.now) };
  });
}
