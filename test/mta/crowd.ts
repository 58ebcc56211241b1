/** Addresses that a test verifies together, with their correct verdicts. */
type Crowd = Readonly<Record<string, string>>;

const EXISTING = "valid/accepted";
const MISSING = "invalid/mailbox_not_found";

/** Twenty mailboxes that exist, and forty that do not: more errors than a host accepts in one session. */
export function crowdOf(domain: string): Crowd {
  const people = numbered(20, (number) => [`person${number}@${domain}`, EXISTING]);
  const nobodies = numbered(40, (number) => [`nobody${number}@${domain}`, MISSING]);
  // Mixed, as in a purchased list.
  return Object.fromEntries(nobodies.flatMap((nobody, index) => [nobody, ...people.slice(index, index + 1)]));
}

/** `d01.<suffix>` and so on. */
export function manyDomains(suffix: string): string[] {
  return numbered(30, (number) => `d${number}.${suffix}`);
}

/** One mailbox that exists and one that does not in each domain. */
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
