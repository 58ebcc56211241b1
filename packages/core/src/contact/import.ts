import { sql } from "kysely";
import type { ContactInput, ImportContacts, ImportContactsAnswer } from "@winnow/contracts";
import { createId } from "@winnow/runtime";
import { companyKey, fold, nameKey } from "#contact/fold.ts";
import { hostOf } from "#contact/host.ts";
import type { Context } from "#context.ts";

const COLUMNS = [
  "id",
  "source",
  "key",
  "first_name",
  "last_name",
  "job_title",
  "seniority_level",
  "department",
  "company",
  "domain",
  "industry",
  "company_size",
  "email",
  "email_status",
  "verified_at",
  "country",
  "state",
  "city",
  "linkedin_url",
  "phone",
  "name_key",
  "company_key",
  "search_text",
];
/** An import changes a contact, not which one it is. */
const KEPT = new Set(["id", "source", "key"]);

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
    seniority_level: contact.seniority_level ?? null,
    department: contact.department ?? null,
    industry: contact.industry ?? null,
    company_size: contact.company_size ?? null,
    verified_at: contact.verified_at ?? null,
    country: contact.country ?? null,
    state: contact.state ?? null,
    city: contact.city ?? null,
    linkedin_url: contact.linkedin_url ?? null,
    phone: contact.phone ?? null,
    name_key: nameKey({ firstName: contact.first_name, lastName: contact.last_name }) ?? "",
    company_key: companyKey(contact.company) ?? null,
    search_text: searchText(contact),
  }));
  const columns = sql.raw(COLUMNS.join(", "));
  const updates = COLUMNS.filter((column) => !KEPT.has(column)).map(
    (column) => `${column} = excluded.${column}`,
  );
  await sql`
    insert into contacts (${columns})
    select ${columns} from jsonb_populate_recordset(null::contacts, cast(${JSON.stringify(contacts)} as jsonb))
    on conflict (source, key) do update set ${sql.raw(updates.join(", "))}, updated_at = now()`.execute(
    context.database,
  );
  return { imported: contacts.length };
}

/** What a contact is found by when somebody types words. */
function searchText(contact: ContactInput): string {
  const { first_name: first, last_name: last, job_title: title, company, department, domain } = contact;
  return fold([first, last, title, company, department, domain].filter(Boolean).join(" "));
}
