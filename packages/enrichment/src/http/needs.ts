import type { PersonField, PersonValues } from "#http/person-field.ts";

/** The missing fields of a person, in words, for the alternative that lacks the fewest; undefined when one is complete. */
export function missingOf(
  needs: readonly (readonly PersonField[])[],
  values: PersonValues,
): string | undefined {
  const lacks = needs.map((alternative) => alternative.filter((field) => values[field] === undefined));
  const least = Math.min(...lacks.map((fields) => fields.length));
  if (least === 0) return undefined;
  const nearest = lacks.filter((fields) => fields.length === least).map(inWords);
  return `needs ${[...new Set(nearest)].join(", or ")}`;
}

function inWords(fields: readonly PersonField[]): string {
  return fields.map((field) => words[field]).join(" and ");
}

const words: Record<PersonField, string> = {
  first_name: "a first name",
  last_name: "a last name",
  full_name: "a full name",
  company: "a company",
  domain: "a domain",
  linkedin_url: "a LinkedIn URL",
  email: "an e-mail address",
};
