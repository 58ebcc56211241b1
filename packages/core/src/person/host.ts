import { domainToASCII } from "node:url";
import { parse } from "tldts";

/**
 * The mail domain that a website or domain cell means: `https://www.Acme.test/about` → `acme.test`.
 * Only a leading `www.` is taken off: a company may well receive mail on a subdomain.
 * @returns ASCII, lower case; undefined where the cell holds no host name.
 */
export function hostOf(cell: string | null | undefined): string | undefined {
  const text = cell?.trim().replace(/^[^@]*@/, "");
  if (!text) return undefined;
  const { hostname, isIp } = parse(text);
  if (!hostname || isIp || !hostname.includes(".")) return undefined;
  return domainToASCII(hostname.replace(/^www\./, "")) || undefined;
}
