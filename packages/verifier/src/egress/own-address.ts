import { checkAddress } from "@winnow/runtime/public-address";
import ipaddr from "ipaddr.js";
import type { EgressConfig } from "#egress/config.ts";
import type { Names } from "#dns/names.ts";

/** The address that others see: the configured one, the source address when it is public, or that of the HELO name. */
export async function findOwnAddress(config: EgressConfig, names: Names): Promise<string | undefined> {
  const { egressAddress, heloName } = config;
  const [sourceAddress = config.sourceAddress] = config.sourceAddresses ?? [];
  if (egressAddress !== undefined) return egressAddress;
  if (sourceAddress !== undefined && checkAddress(sourceAddress).ok) return sourceAddress;
  if (heloName === undefined) return undefined;
  const literal = literalAddress(heloName);
  if (literal !== undefined) return checkAddress(literal).ok ? literal : undefined;
  const answer = await names.addresses(heloName);
  if (answer.outcome !== "found") return undefined;
  // IPv4 first: most senders have no IPv6, and block lists cover IPv4.
  return answer.values[0];
}

/** The address within an address literal (RFC 5321 §4.1.3); undefined for a name. */
export function literalAddress(heloName: string): string | undefined {
  const inside = /^\[(?:IPv6:)?(?<address>[^\]]+)\]$/i.exec(heloName)?.groups?.["address"];
  return inside !== undefined && ipaddr.isValid(inside) ? inside : undefined;
}

/** Whether two spellings mean the same address. */
export function isSameAddress(one: string, other: string): boolean {
  return ipaddr.process(one).toNormalizedString() === ipaddr.process(other).toNormalizedString();
}
