/** First and last name of a person, or undefined: `Grace Brewster Hopper` → Grace, Hopper. */
export function splitName(person: {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly fullName?: string | undefined;
}): { first: string; last: string } | undefined {
  if (person.firstName && person.lastName) return { first: person.firstName, last: person.lastName };
  const parts = (person.fullName ?? "").trim().split(/\s+/);
  const first = parts[0];
  const last = parts.at(-1);
  if (parts.length < 2 || !first || !last) return undefined;
  return { first, last };
}
