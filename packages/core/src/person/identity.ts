import type { DatabaseOutput } from "@winnow/database";
import { companyKey, nameKey } from "#person/fold.ts";

/** A longer text is not a profile. */
const PROFILE_MAX = 500;

/**
 * What a LinkedIn URL is compared by, however it was written: `https://de.linkedin.com/in/Ada/?x=1` → `linkedin.com/in/ada`.
 * @returns undefined where the text names no profile.
 */
export function linkedinKey(url: string | null | undefined): string | undefined {
  const text = url?.trim().toLowerCase();
  if (!text || text.length > PROFILE_MAX) return undefined;
  const bare = text
    .replace(/^https?:\/\//, "")
    .replace(/^(?:[a-z]{2,3}|www)\.(?=linkedin\.)/, "")
    .replace(/[?#].*$/s, "")
    .replace(/\/+$/, "");
  return bare.includes("/") ? bare : undefined;
}

/**
 * Everything that tells who a person is, each enough by itself: `email:…`, `linkedin:…`, `person:name|domain`,
 * `person:name|company`.
 * @param person email in normal form, domain ASCII and lower case.
 */
export function identitiesOf(person: {
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly fullName?: string | null | undefined;
  readonly company?: string | null | undefined;
  readonly domain?: string | null | undefined;
  readonly linkedinUrl?: string | null | undefined;
  readonly email?: string | null | undefined;
}): string[] {
  const name = nameKey(person);
  const company = companyKey(person.company);
  const profile = linkedinKey(person.linkedinUrl);
  return [
    ...(person.email ? [`email:${person.email.toLowerCase()}`] : []),
    ...(profile === undefined ? [] : [`linkedin:${profile}`]),
    ...(name !== undefined && person.domain ? [`person:${name}|${person.domain}`] : []),
    ...(name !== undefined && company !== undefined ? [`person:${name}|${company}`] : []),
  ];
}

/** A contact of the directory by what tells who it is. */
export function personOfContact(
  contact: Pick<
    DatabaseOutput<"contacts">,
    "first_name" | "last_name" | "company" | "domain" | "linkedin_url" | "email"
  >,
): Parameters<typeof identitiesOf>[0] {
  const {
    first_name: firstName,
    last_name: lastName,
    linkedin_url: linkedinUrl,
    company,
    domain,
    email,
  } = contact;
  return { firstName, lastName, linkedinUrl, company, domain, email };
}
