import { getDomain } from "tldts";

/**
 * A host name and the names above it, up to the one that somebody registered: `a.b.acme.co.uk`, `b.acme.co.uk`,
 * `acme.co.uk`. By the public suffix list with its private half, so that what is said of one customer of `co.uk`,
 * `web.id` or a dynamic DNS service is said of no other.
 */
export function namesUpToRegistered(name: string): string[] {
  const names = [name];
  // Above a name of two labels is none that anybody registers.
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
