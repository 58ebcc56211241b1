/** Whom a test asks about at once, with the verdicts that are right: by address. */
type Crowd = Readonly<Record<string, string>>;

const EXISTING = "valid/accepted";
const MISSING = "invalid/mailbox_not_found";

/** Twenty people, and forty who are not there: more than a host forgives in one session. */
export function crowdOf(domain: string): Crowd {
  const people = numbered(20, (number) => [`person${number}@${domain}`, EXISTING]);
  const nobodies = numbered(40, (number) => [`nobody${number}@${domain}`, MISSING]);
  // Mixed, as in a list that somebody bought.
  return Object.fromEntries(nobodies.flatMap((nobody, index) => [nobody, ...people.slice(index, index + 1)]));
}

/** `d01.<suffix>` and so on. */
export function manyDomains(suffix: string): string[] {
  return numbered(30, (number) => `d${number}.${suffix}`);
}

/** One who is there and one who is not in each domain. */
export function crowdOfMany(suffix: string): Crowd {
  return Object.fromEntries(
    manyDomains(suffix).flatMap((domain) => [
      [`ada@${domain}`, EXISTING],
      [`missing@${domain}`, MISSING],
    ]),
  );
}

function numbered<Value>(count: number, make: (number: string) => Value): Value[] {
  return Array.from({ length: count }, (_, index) => make(`${index + 1}`.padStart(2, "0")));
}
