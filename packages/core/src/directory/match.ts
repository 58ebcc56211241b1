import { CONTACT_FIELDS, type Finding, type Person, type RowContact } from "@winnow/contracts";
import { sql, type Selectable } from "kysely";
import type { Connection, ContactTable } from "@winnow/database";
import { companyKey, nameKey } from "#person/fold.ts";
import { linkedinKey } from "#person/identity.ts";
import { judgeMatch } from "#person/judge-match.ts";
import { presentContact } from "#person/present.ts";

/** The columns that are shown or that decide a match; the search texts are not read. */
const COLUMNS = [
  ...CONTACT_FIELDS,
  "id",
  "email_status",
  "verified_at",
  "updated_at",
] as const satisfies readonly (keyof ContactTable)[];

type Candidate = Pick<Selectable<ContactTable>, (typeof COLUMNS)[number]> & {
  readonly position: number;
  readonly trust: number;
  /** Contacts that fit as well as this one. */
  readonly rivals: number;
};

/** What the directory says of a person. */
type Match =
  | (Extract<Finding, { outcome: "found" }> & { readonly contact: RowContact })
  | Extract<Finding, { outcome: "not_found" }>;

/**
 * The directory: finds a contact for each person by LinkedIn URL, email, name + domain, or name + company,
 * in this order of trust. One query whatever the number of people.
 * @returns findings in the order of `people`.
 */
export async function matchContacts(database: Connection, people: readonly Person[]): Promise<Match[]> {
  const keys = people.map((person) => ({
    linkedin: linkedinKey(person.linkedinUrl) ?? null,
    email: person.email ?? null,
    name: nameKey(person) ?? null,
    domain: person.domain ?? null,
    company: companyKey(person.company) ?? null,
  }));
  const columns = sql.join(COLUMNS.map((column) => sql.ref(column)));
  const { rows } = await sql<Candidate>`
    select distinct on (p.position) p.position, c.*,
      (count(*) over (partition by p.position, c.trust) - 1)::int as rivals
    from unnest(
      ${keys.map((key) => key.linkedin)}::text[], ${keys.map((key) => key.email)}::text[],
      ${keys.map((key) => key.name)}::text[], ${keys.map((key) => key.domain)}::text[],
      ${keys.map((key) => key.company)}::text[]
    ) with ordinality as p (linkedin, email, name, domain, company, position)
    cross join lateral (
      select 1 as trust, ${columns} from contacts where linkedin_key = p.linkedin
      union all select 2, ${columns} from contacts where email = p.email
      union all select 3, ${columns} from contacts where domain = p.domain and name_key = p.name
      union all select 4, ${columns} from contacts where company_key = p.company and name_key = p.name
    ) c
    order by p.position, c.trust, c.updated_at desc, c.id`.execute(database);
  const found = new Map(rows.map((contact) => [contact.position, contact]));
  return people.map((person, index): Match => {
    const contact = found.get(index + 1);
    if (contact === undefined) return { outcome: "not_found" };
    return {
      outcome: "found",
      emails: contact.email === null ? [] : [contact.email],
      verified:
        contact.email === null || contact.verified_at === null
          ? undefined
          : { status: contact.email_status, at: contact.verified_at },
      contact: { ...presentContact(contact), match: judgeMatch(person, contact) },
    };
  });
}
