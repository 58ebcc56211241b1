import { RowField, type Person } from "@winnow/contracts";

/** What a definition file calls the parts of a person. */
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

/** What is known of a person under the names of a definition file: trimmed, and without what is empty. */
export function valuesOf(person: Person): PersonValues {
  const values: Partial<Record<PersonField, string>> = {};
  for (const field of personFields) {
    // A lone surrogate cannot be sent: encodeURIComponent throws on it.
    const value = person[members[field]]?.toWellFormed().trim();
    if (value) values[field] = value;
  }
  return values;
}
