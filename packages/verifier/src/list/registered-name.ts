import { getDomain } from "tldts";

/**
 * A host name and its parents, up to the registered name: `a.b.acme.co.uk`, `b.acme.co.uk`, `acme.co.uk`. Uses the public
 * suffix list with its private part, so that a finding about one customer of `co.uk`, `web.id` or a dynamic DNS service does
 * not apply to another.
 */
export function namesUpToRegistered(name: string): string[] {
  const names = [name];
  // No registered name is above a name of two labels.
  if (name.indexOf(".") === name.lastIndexOf(".")) return names;
  const registered = registeredName(name);
  if (registered === undefined) return names;
  for (let rest = name; rest !== registered;) {
    rest = rest.slice(rest.indexOf(".") + 1);
    names.push(rest);
  }
  return names;
}

/** @returns undefined for a public suffix itself. */
function registeredName(name: string): string | undefined {
  return getDomain(name, { allowPrivateDomains: true, validateHostname: false }) ?? undefined;
}
