import { CONTACT_FIELDS, type Lookup, type LookupAnswer } from "@winnow/contracts";
import type { Connection, DatabaseOutput } from "@winnow/database";
import { sql } from "kysely";
import { personOfContact } from "#person/identity.ts";
import { hostOf } from "#person/host.ts";
import { contactSubject, readOwned } from "#person/owned.ts";
import { presentCompany } from "#person/present.ts";
import { matchContacts } from "#directory/match.ts";
import type { Context, TenantActor } from "#context.ts";
import { emailWorth } from "#person/email-worth.ts";
import type { Priced } from "#price/price-list.ts";
import { quoteCredits } from "#price/quote.ts";
import { findSuppressed, suppressibleOf } from "#suppression/find.ts";

const COUNTED_MAX = 10_000;
const UNKNOWN: Omit<LookupAnswer, "kind"> = {
  known: false,
  contact_id: null,
  available: [],
  email_status: null,
  verified_at: null,
  owned: false,
  price: 0,
  company: null,
  contacts: null,
};

/** Whether a person or a company is known, what a reveal would show, and what it would cost. Tells no value. */
export async function lookUp(
  context: Pick<Context<TenantActor>, "database" | "actor" | "clock"> & Priced,
  input: Lookup,
): Promise<LookupAnswer> {
  const { email, linkedin_url: linkedinUrl, first_name: firstName, last_name: lastName } = input;
  const { full_name: fullName, company } = input;
  const domain = hostOf(input.domain);
  const named = fullName !== undefined || (firstName !== undefined && lastName !== undefined);
  if (email === undefined && linkedinUrl === undefined && !named)
    return lookUpCompany(context.database, domain);
  const person = { linkedinUrl, firstName, lastName, fullName, company, domain, email: email?.toLowerCase() };
  const [finding] = await matchContacts(context.database, [person]);
  const id = finding?.outcome === "found" ? finding.contact?.id : undefined;
  const contact = id ? await findContact(context.database, id) : undefined;
  if (contact === undefined) return { ...UNKNOWN, kind: "person" };
  const { actor, clock, prices } = context;
  const suppressed = await findSuppressed(context.database, actor.organizationId, [
    suppressibleOf(personOfContact(contact)),
  ]);
  if (suppressed.size > 0) return { ...UNKNOWN, kind: "person" };
  const subject = contactSubject(contact.id);
  const owned = (await readOwned(context.database, actor, [subject])).has(subject);
  const free = owned || emailWorth(contact, prices.reveal.billable, clock.now()) === "useless";
  return {
    known: true,
    kind: "person",
    contact_id: contact.id,
    available: CONTACT_FIELDS.filter((field) => contact[field] !== null),
    email_status: contact.email === null ? null : contact.email_status,
    verified_at: contact.verified_at?.toISOString() ?? null,
    owned,
    price: free ? 0 : quoteCredits(prices.reveal, 1),
    company: presentCompany(contact),
    contacts: null,
  };
}

async function lookUpCompany(database: Connection, domain: string | undefined): Promise<LookupAnswer> {
  if (domain === undefined) return { ...UNKNOWN, kind: "company" };
  const company = await findCompany(database, domain);
  const { rows } = await sql<{ contacts: number }>`
    select count(*)::int as contacts from (
      select from contacts where domain = ${domain} order by id limit ${COUNTED_MAX}
    ) known`.execute(database);
  const { contacts = 0 } = rows[0] ?? {};
  if (company === undefined && contacts === 0) return { ...UNKNOWN, kind: "company" };
  const { name = null, industry = null, size = null } = company ?? {};
  return { ...UNKNOWN, known: true, kind: "company", company: { name, domain, industry, size }, contacts };
}

function findCompany(database: Connection, domain: string): Promise<DatabaseOutput<"companies"> | undefined> {
  return database.selectFrom("companies").selectAll().where("domain", "=", domain).executeTakeFirst();
}

function findContact(database: Connection, id: string): Promise<DatabaseOutput<"contacts"> | undefined> {
  return database.selectFrom("contacts").selectAll().where("id", "=", id).executeTakeFirst();
}
