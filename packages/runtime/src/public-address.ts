import { isIP, isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";

export type AddressCheck =
  | { readonly ok: true; /** In canonical form; an IPv4-mapped one as IPv4. */ readonly address: string }
  | {
      readonly ok: false;
      /** What it is instead of public, in words: `loopback`, `private`. */ readonly range: string;
    };

const ranges: Readonly<Record<string, string>> = {
  "6to4": "6to4 tunnel",
  carrierGradeNat: "carrier-grade NAT",
  linkLocal: "link-local",
  rfc6052: "NAT64",
  rfc6145: "IPv4-translated",
  uniqueLocal: "private",
};

/** The only block of IPv6 that is handed out for public use (IANA, "IPv6 Global Unicast Address Assignments"). */
const globalUnicast = ipaddr.parseCIDR("2000::/3");

/**
 * Says whether an IP address is public, so that a URL or a DNS record of a stranger may lead there: global unicast and
 * nothing else. Addresses that wrap an IPv4 one for a translator or a tunnel (NAT64, 6to4, Teredo, IPv4-compatible) are not:
 * they could lead anywhere.
 */
export function checkAddress(text: string): AddressCheck {
  if (isIP(text) === 0) return { ok: false, range: "malformed" };
  // In one spelling first: ipaddr.js takes `::127.0.0.1` for an IPv4-mapped address, which it is not.
  const address = ipaddr.process(isIPv6(text) ? canonical(text) : text);
  const range = address.range();
  if (range !== "unicast") return { ok: false, range: ranges[range] ?? range };
  // ipaddr.js calls "unicast" whatever it has no name for, `::127.0.0.1` included.
  if (address.kind() === "ipv6" && !address.match(globalUnicast)) return { ok: false, range: "unassigned" };
  return { ok: true, address: address.toString() };
}

/** As a URL spells it; the address itself where it cannot stand in one, as with a zone. */
function canonical(address: string): string {
  return URL.parse(`http://[${address}]/`)?.hostname.slice(1, -1) ?? address;
}
