import { isIP } from "node:net";
import { checkAddress } from "@winnow/runtime/public-address";
import type { Target, UrlRefusal } from "#target.ts";
import type { AddressPolicy } from "#policy.ts";
import { createResolve, resolveBySystem } from "#resolve.ts";

export type Resolved = { readonly ok: true; readonly addresses: readonly string[] } | UrlRefusal;

/**
 * The checked addresses of a target: one address that is not public is enough to refuse the host. A literal address in the URL
 * is checked here too. The caller connects to these addresses and does not look the name up again.
 */
export async function resolveTarget(target: Target, policy: AddressPolicy): Promise<Resolved> {
  const { host, isAllowed } = target;
  const isLiteral = isIP(host) !== 0;
  let found: readonly string[];
  try {
    found = await addressesOf(target, policy);
  } catch (error) {
    return { ok: false, code: "unresolvable", message: `${host} cannot be resolved (${reasonOf(error)}).` };
  }
  if (found.length === 0)
    return { ok: false, code: "unresolvable", message: `${host} cannot be resolved (it has no address).` };
  const addresses: string[] = [];
  for (const address of found) {
    const check = checkAddress(address);
    if (check.ok) addresses.push(check.address);
    else if (isAllowed && isIP(address) !== 0) addresses.push(address);
    else {
      // The message does not name the address: it may come from the operator's own DNS.
      const subject = isLiteral ? `${host} is` : `${host} has an address that is`;
      return {
        ok: false,
        code: "forbidden_address",
        message: `${subject} not public (${check.range}). Callbacks go to public addresses; only the operator can allow others.`,
      };
    }
  }
  return { ok: true, addresses };
}

async function addressesOf({ host, isAllowed }: Target, policy: AddressPolicy): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  // RFC 6761, section 6.3: these names are loopback and must not be looked up in DNS.
  if (host === "localhost" || host.endsWith(".localhost")) return ["127.0.0.1", "::1"];
  return (policy.resolve ?? (isAllowed ? resolveBySystem : createResolve()))(host);
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code ?? (error instanceof Error ? error.message : String(error));
}
