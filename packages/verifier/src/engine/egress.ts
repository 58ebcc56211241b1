import { createHash } from "node:crypto";
import { isIP } from "node:net";
import { createDial, type Dial, type Tunnel } from "#smtp/dial.ts";
import { nameOf, tunnelThrough, type SocksProxy } from "#smtp/socks.ts";

/** An egress: the address by which mail hosts know this server. */
export interface Egress {
  /** The local address or proxy; `default` when the system chooses. Part of evidence and budgets. */
  readonly name: string;
  readonly dial: Dial;
  /** Leads a connection from a proxy, which `dial` connects to, on to the mail host. */
  readonly tunnel?: Tunnel;
  /** Whether a mail host's address can be reached from here: an IPv4 address reaches no IPv6 address. */
  readonly reaches: (address: string) => boolean;
}

export interface EgressOptions {
  readonly dial: Dial | undefined;
  readonly sourceAddresses: readonly string[];
  readonly socksProxy: SocksProxy | undefined;
}

export const DEFAULT_EGRESS = "default";

/** At least one. With a proxy, the proxy is connected to from the first source address. */
export function createEgresses(options: EgressOptions): readonly Egress[] {
  const { dial, sourceAddresses, socksProxy } = options;
  if (socksProxy !== undefined) {
    const toProxy = dial ?? createDial(sourceAddresses[0]);
    return [
      {
        name: nameOf(socksProxy),
        dial: () => toProxy(socksProxy.host, socksProxy.port),
        tunnel: tunnelThrough(socksProxy),
        reaches: () => true,
      },
    ];
  }
  if (sourceAddresses.length === 0) {
    return [{ name: DEFAULT_EGRESS, dial: dial ?? createDial(undefined), reaches: () => true }];
  }
  return sourceAddresses.map((name) => ({
    name,
    dial: dial ?? createDial(name),
    reaches: (address) => isIP(address) === isIP(name),
  }));
}

/**
 * The egress for a domain: always the same, so that a host which greylists by client address recognizes it. Rendezvous
 * hashing: adding or removing an address moves only the domains of that address.
 * @returns undefined when no egress reaches any of the addresses.
 */
export function egressFor(
  domain: string,
  addresses: readonly string[],
  egresses: readonly Egress[],
): Egress | undefined {
  const able = egresses.filter(({ reaches }) => addresses.some(reaches));
  if (able.length <= 1) return able[0];
  const weight = ({ name }: Egress): string => createHash("sha256").update(`${name} ${domain}`).digest("hex");
  return able
    .map((egress) => ({ egress, weight: weight(egress) }))
    .reduce((best, next) => (next.weight > best.weight ? next : best)).egress;
}
