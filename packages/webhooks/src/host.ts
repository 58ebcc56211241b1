import { isIPv6 } from "node:net";

/** A host in the canonical form of a URL (lower case, IDNA, one spelling per IP address), without brackets and final dot. */
export function canonicalHost(text: string): string | undefined {
  const url = URL.parse(`http://${isIPv6(text) ? `[${text}]` : text}/`);
  if (url === null || url.host !== url.hostname || url.username !== "") return undefined;
  return bareHost(url);
}

/** The host of a parsed URL without brackets and final dot: `[::1]` → `::1`, `localhost.` → `localhost`. */
export function bareHost(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
}
