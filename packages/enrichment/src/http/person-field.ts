import { RowField, type Person } from "@winnow/contracts";

/** The names of a person's fields in a definition file. */
export const personFields = RowField.exclude(["ref"]).options;
export type PersonField = (typeof personFields)[number];

export type PersonValues = Readonly<Partial<Record<PersonField, string>>>;

const members = {
  first_name: "firstName",
  last_name: "lastName",
  full_name: "fullName",
  company: "company",
  domain: "domain",
  linkedin_url: "linkedinUrl",
  email: "email",
} as const satisfies Record<PersonField, keyof Person>;

/** A person's known fields under the names of a definition file: trimmed, without empty ones. */
export function valuesOf(person: Person): PersonValues {
  const values: Partial<Record<PersonField, string>> = {};
  for (const field of personFields) {
    // A lone surrogate cannot be sent: encodeURIComponent throws on it.
    const value = person[members[field]]?.toWellFormed().trim();
    if (value) values[field] = value;
  }
  return values;
}
