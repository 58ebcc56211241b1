import type { RowContact } from "@winnow/contracts";
import type { DatabaseOutput } from "@winnow/database";

type Fields = Omit<RowContact, "match" | "sources">;

const FIELDS = [
  "first_name",
  "last_name",
  "job_title",
  "seniority_level",
  "department",
  "company",
  "domain",
  "industry",
  "company_size",
  "country",
  "state",
  "city",
  "linkedin_url",
  "phone",
] as const satisfies readonly Exclude<keyof Fields, "id">[];

/** A contact of the directory as rows and reveals show it. */
export function presentContact(contact: Pick<DatabaseOutput<"contacts">, keyof Fields>): RowContact {
  const fields = Object.fromEntries(FIELDS.map((field) => [field, contact[field]])) as Omit<Fields, "id">;
  const known = FIELDS.filter((field) => contact[field] !== null);
  const sources = Object.fromEntries(known.map((field) => [field, "directory"]));
  return { id: contact.id, ...fields, match: null, sources };
}

/** A contact as an earlier version stored it, with the members that it did not know. */
export function completeContact(stored: Partial<RowContact>): RowContact {
  const nothing = Object.fromEntries(FIELDS.map((field) => [field, null])) as Omit<Fields, "id">;
  return { id: null, ...nothing, match: null, sources: {}, ...stored };
}
