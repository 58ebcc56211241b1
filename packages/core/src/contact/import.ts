import { sql } from "kysely";
import type { ImportContacts, ImportContactsAnswer } from "@winnow/contracts";
import { createId } from "@winnow/runtime";
import { companyKey, nameKey } from "#contact/fold.ts";
import { hostOf } from "#contact/host.ts";
import type { Context } from "#context.ts";

/**
 * Puts contacts into the directory. `source` and `key` identify a contact: importing again updates it.
 * Within one call the last contact of a key wins.
 */
export async function importContacts(
  context: Pick<Context, "database">,
  input: ImportContacts,
): Promise<ImportContactsAnswer> {
  const byKey = new Map(input.contacts.map((contact) => [contact.key, contact]));
  const contacts = [...byKey.values()].map((contact) => ({
    id: createId("ct"),
    source: input.source,
    key: contact.key,
    first_name: contact.first_name ?? null,
    last_name: contact.last_name ?? null,
    job_title: contact.job_title ?? null,
    company: contact.company ?? null,
    domain: hostOf(contact.domain) ?? null,
    email: contact.email?.trim().toLowerCase() ?? null,
    email_status: contact.email_status ?? ("unknown" as const),
    country: contact.country ?? null,
    city: contact.city ?? null,
    linkedin_url: contact.linkedin_url ?? null,
    phone: contact.phone ?? null,
    name_key: nameKey({ firstName: contact.first_name, lastName: contact.last_name }) ?? "",
    company_key: companyKey(contact.company) ?? null,
  }));
  await sql`
    insert into contacts (id, source, key, first_name, last_name, job_title, company, domain, email,
      email_status, country, city, linkedin_url, phone, name_key, company_key)
    select id, source, key, first_name, last_name, job_title, company, domain, email,
      email_status, country, city, linkedin_url, phone, name_key, company_key
    from jsonb_populate_recordset(null::contacts, cast(${JSON.stringify(contacts)} as jsonb))
    on conflict (source, key) do update set
      first_name = excluded.first_name, last_name = excluded.last_name, job_title = excluded.job_title,
      company = excluded.company, domain = excluded.domain, email = excluded.email,
      email_status = excluded.email_status, country = excluded.country, city = excluded.city,
      linkedin_url = excluded.linkedin_url, phone = excluded.phone, name_key = excluded.name_key,
      company_key = excluded.company_key, updated_at = now()`.execute(context.database);
  return { imported: contacts.length };
}
