import { checkAddress } from "@winnow/runtime/public-address";
import ipaddr from "ipaddr.js";

/** Decides whether a mail host's address may be connected to. */
export type AddressPolicy = (address: string) => boolean;

/**
 * Allows public addresses and the given networks, or all addresses. Untrusted DNS chooses the addresses to connect to:
 * loopback, private, link-local, multicast, documentation and translated addresses would lead into the operator's network.
 * @param options.allowedMxNetworks CIDR blocks, for example `127.77.0.0/16`.
 * @throws RangeError when a network is not in CIDR notation.
 */
export function createAddressPolicy(options: {
  readonly allowPrivateMx: boolean;
  readonly allowedMxNetworks: readonly string[];
}): AddressPolicy {
  const networks = options.allowedMxNetworks.map((network) => {
    if (!ipaddr.isValidCIDR(network)) throw new RangeError(`“${network}” is not a network in CIDR notation`);
    return ipaddr.parseCIDR(network);
  });
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    if (options.allowPrivateMx) return true;
    if (checkAddress(address).ok) return true;
    // ::ffff:10.0.0.1 is another spelling of 10.0.0.1.
    const parsed = ipaddr.process(address);
    return networks.some(([range, bits]) => parsed.kind() === range.kind() && parsed.match(range, bits));
  };
}
