import ipaddr from "ipaddr.js";

type Network = [address: ipaddr.IPv4 | ipaddr.IPv6, prefix: number];

/** A list of addresses and networks in one spelling. @returns the entry that is neither, as `invalid`. */
export function normalizeAllowList(
  entries: readonly string[],
): { readonly networks: string[] } | { readonly invalid: number } {
  const networks: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const network = parseNetwork(entry);
    if (network === undefined) return { invalid: index };
    networks.push(textOf(network));
  }
  return { networks: [...new Set(networks)] };
}

/** Whether an address is on the list; a list of null allows any. An IPv4 address in IPv6 form counts as what it is. */
export function isAllowed(networks: readonly string[] | null, address: string): boolean {
  if (networks === null) return true;
  const network = parseNetwork(address);
  return network !== undefined && networks.some((allowed) => contains(allowed, network));
}

/** Whether the `outer` list allows every address that the `inner` one does. */
export function isWithin(inner: readonly string[] | null, outer: readonly string[] | null): boolean {
  if (outer === null) return true;
  if (inner === null) return false;
  return inner.every((entry) => {
    const network = parseNetwork(entry);
    return network !== undefined && outer.some((allowed) => contains(allowed, network));
  });
}

function contains(outer: string, [address, prefix]: Network): boolean {
  const network = parseNetwork(outer);
  if (network === undefined) return false;
  const [base, basePrefix] = network;
  return base.kind() === address.kind() && basePrefix <= prefix && address.match(base, basePrefix);
}

function parseNetwork(text: string): Network | undefined {
  const [address = "", prefix] = text.trim().split("/", 2);
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) && !ipaddr.IPv6.isValid(address)) return undefined;
  const parsed = ipaddr.process(address);
  const bits = parsed.kind() === "ipv4" ? 32 : 128;
  if (prefix === undefined) return [parsed, bits];
  const given = /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  // ::ffff:10.0.0.0/104 is 10.0.0.0/8.
  const length = ipaddr.parse(address).kind() === parsed.kind() ? given : given - 96;
  return length >= 0 && length <= bits ? [parsed, length] : undefined;
}

/** The network's own address: `10.1.2.3/8` is `10.0.0.0/8`. */
function textOf([address, prefix]: Network): string {
  const text = `${address.toString()}/${prefix}`;
  const base =
    address.kind() === "ipv4"
      ? ipaddr.IPv4.networkAddressFromCIDR(text)
      : ipaddr.IPv6.networkAddressFromCIDR(text);
  return `${base.toString()}/${prefix}`;
}
