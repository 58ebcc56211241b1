import ipaddr from "ipaddr.js";

/** An address in the form of reverse zones and block lists: octets or nibbles in reverse order (RFC 5782 §2.1 and §2.4). */
export function reverseLabels(address: string): string {
  return addressLabels(address).toReversed().join(".");
}

/** Octets in decimal of an IPv4 address, nibbles in hexadecimal of an IPv6 one. */
export function addressLabels(address: string): string[] {
  const parsed = ipaddr.process(address);
  const bytes = parsed.toByteArray();
  if (parsed.kind() === "ipv4") return bytes.map(String);
  return bytes.flatMap((byte) => [...byte.toString(16).padStart(2, "0")]);
}
