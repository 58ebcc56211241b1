import { domainToASCII, domainToUnicode } from "node:url";

/** An address as results name it: in lower case, its domain in ASCII. */
export function addressOf(email: string): string {
  const { local, domain } = partsOf(email);
  return local + (domainToASCII(domain) || domain);
}

/** An address as results may name it: with its domain as it is, in ASCII and in Unicode. */
export function spellingsOf(email: string): string[] {
  const { local, domain } = partsOf(email);
  return [...new Set([domain, domainToASCII(domain), domainToUnicode(domain)])].map((name) => local + name);
}

function partsOf(email: string): { readonly local: string; readonly domain: string } {
  const text = email.trim().normalize("NFC").toLowerCase();
  const at = text.lastIndexOf("@");
  return { local: text.slice(0, at + 1), domain: text.slice(at + 1) };
}
