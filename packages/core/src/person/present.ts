import {
  PROFILE_FIELDS,
  WITHHELD_FIELDS,
  type ContactCompany,
  type ProfileField,
  type RowContact,
} from "@winnow/contracts";
import type { DatabaseOutput } from "@winnow/database";

type Profile = Pick<RowContact, ProfileField>;

/** A contact of the directory as rows and reveals show it. */
export function presentContact(contact: Pick<DatabaseOutput<"contacts">, "id" | ProfileField>): RowContact {
  const fields = Object.fromEntries(PROFILE_FIELDS.map((field) => [field, contact[field]])) as Profile;
  const known = PROFILE_FIELDS.filter((field) => contact[field] !== null);
  const sources = Object.fromEntries(known.map((field) => [field, "directory"]));
  return { id: contact.id, ...fields, match: null, sources };
}

/** A contact as an earlier version stored it, with the members that it did not know. */
export function completeContact(stored: Partial<RowContact>): RowContact {
  const nothing = Object.fromEntries(PROFILE_FIELDS.map((field) => [field, null])) as Profile;
  return { id: null, ...nothing, match: null, sources: {}, ...stored };
}

/** What of a contact is shown where it is not paid for: no more than a search shows. */
export function withholdSold(contact: RowContact): RowContact {
  const sold = Object.fromEntries(WITHHELD_FIELDS.map((field) => [field, null]));
  const sources = Object.entries(contact.sources).filter(([field]) => !Object.hasOwn(sold, field));
  return { ...contact, ...sold, sources: Object.fromEntries(sources) };
}

/** The company that a contact works for, as searches and lookups show it. */
export function presentCompany(
  contact: Pick<DatabaseOutput<"contacts">, "company" | "domain" | "industry" | "company_size">,
): ContactCompany {
  const { company: name, domain, industry, company_size: size } = contact;
  return { name, domain, industry, size };
}
