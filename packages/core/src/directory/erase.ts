import type { EraseContact, Person } from "@winnow/contracts";
import { inTransaction, type Connection } from "@winnow/database";
import { sql } from "kysely";
import { hostOf } from "#person/host.ts";
import { identitiesOf, personOfContact } from "#person/identity.ts";
import { matchContacts } from "#directory/match.ts";
import type { Context } from "#context.ts";

export type EraseContactOutcome =
  | { readonly outcome: "erased"; readonly erased: number }
  /** The given fields identify no person, so that imports could not be checked against them. Nothing was deleted. */
  | { readonly outcome: "not_identifiable" };

/**
 * Forgets a person: deletes every contact that is them, and remembers only salted hashes of what would identify them, so
 * that no import brings them back and no provider's answer about them is handed out.
 */
export async function eraseContact(
  context: Pick<Context, "database">,
  input: EraseContact,
): Promise<EraseContactOutcome> {
  const person = {
    email: input.email?.trim().toLowerCase(),
    linkedinUrl: input.linkedin_url,
    firstName: input.first_name,
    lastName: input.last_name,
    fullName: input.full_name,
    company: input.company,
    domain: hostOf(input.domain),
  };
  const identities = new Set(identitiesOf(person));
  if (identities.size === 0) return { outcome: "not_identifiable" };
  return inTransaction(context.database, async (transaction): Promise<EraseContactOutcome> => {
    const people: Person[] = [person];
    let erased = 0;
    // One person may be several contacts: the identities of one contact may find another one.
    for (let one = people.pop(); one !== undefined;) {
      const [finding] = await matchContacts(transaction, [one]);
      const id = finding?.outcome === "found" ? finding.contact?.id : undefined;
      const contact = id ? await deleteContact(transaction, id) : undefined;
      if (contact === undefined) {
        one = people.pop();
        continue;
      }
      erased += 1;
      for (const identity of identitiesOf(contact)) identities.add(identity);
      people.push({ email: contact.email ?? undefined, linkedinUrl: contact.linkedinUrl ?? undefined });
    }
    await sql`
      insert into erasures (hash) select erasure_hash(identity) from unnest(${[...identities]}::text[]) as identity
      on conflict do nothing`.execute(transaction);
    // Finished calls of paid providers about them are deleted, too.
    await transaction
      .deleteFrom("provider_calls")
      .where("person", "in", [...identities])
      .where("state", "<>", "intended")
      .execute();
    return { outcome: "erased", erased };
  });
}

async function deleteContact(
  transaction: Connection,
  id: string,
): Promise<ReturnType<typeof personOfContact> | undefined> {
  const contact = await transaction
    .deleteFrom("contacts")
    .where("id", "=", id)
    .returning(["first_name", "last_name", "company", "domain", "linkedin_url", "email"])
    .executeTakeFirst();
  if (contact === undefined) return undefined;
  return personOfContact(contact);
}
