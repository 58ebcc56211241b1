import { createHash } from "node:crypto";
import { isIP } from "node:net";
import { createDial, type Dial, type Tunnel } from "#smtp/dial.ts";
import { nameOf, tunnelThrough, type SocksProxy } from "#smtp/socks.ts";

/** A way out: what mail hosts know us by. */
export interface Egress {
  /** Own address or proxy; `default` where the system chooses. In evidence and budgets. */
  readonly name: string;
  readonly dial: Dial;
  /** From a proxy, which `dial` connects to, on to the mail host. */
  readonly tunnel?: Tunnel;
  /** Whether a mail host's address can be connected to from here: an IPv4 address reaches no IPv6 address. */
  readonly reaches: (address: string) => boolean;
}

export interface EgressOptions {
  readonly dial: Dial | undefined;
  readonly sourceAddresses: readonly string[];
  readonly socksProxy: SocksProxy | undefined;
}

export const DEFAULT_EGRESS = "default";

/** At least one. Behind a proxy the first source address is where the proxy is connected to from. */
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
 * The way out to a domain: always the same, so that a host which greylists by client address meets the one it knows.
 * Rendezvous hashing: an address more or fewer moves only the domains that it gains or loses.
 * @returns undefined when no way out reaches any of the addresses.
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
