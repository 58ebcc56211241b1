import { Resolver as NodeResolver } from "node:dns/promises";
import ipaddr from "ipaddr.js";
import {
  queryResolver,
  createResolver,
  type Answer,
  type Resolver,
  type ResolverOptions,
} from "#dns/resolver.ts";
import { reverseLabels } from "#dns/reverse-labels.ts";

/** The DNS queries of an audit, and their outcomes. */
export interface Names extends Resolver {
  /** PTR, lower case, without the final dot. */
  pointers(address: string): Promise<Answer<string>>;
  /** TXT, the strings of each joined (RFC 7208 §3.3). */
  texts(name: string): Promise<Answer<string>>;
  /** The number of queries so far, and those without an answer. */
  tally(): NamesTally;
}

export interface NamesTally {
  readonly asked: number;
  /** Each with the resolver's code: `MX of a.test: ESERVFAIL`. */
  readonly failures: readonly string[];
}

/** Queries the verifier's own resolvers. */
export function createNames(options: ResolverOptions): Names {
  const resolver = new NodeResolver({ timeout: options.dnsTimeoutMs, tries: 2 });
  if (options.dnsServers !== undefined) resolver.setServers(options.dnsServers);
  const basic = createResolver(options);
  const failures: string[] = [];
  let asked = 0;
  const noted = async <Value>(question: string, answer: Promise<Answer<Value>>): Promise<Answer<Value>> => {
    asked += 1;
    const settled = await answer;
    if (settled.outcome === "failure") failures.push(`${question}: ${settled.code}`);
    return settled;
  };
  return {
    addresses: (host) => noted(`addresses of ${host}`, basic.addresses(host)),
    mailExchanges: (domain) => noted(`MX of ${domain}`, basic.mailExchanges(domain)),
    pointers: (address) =>
      noted(
        `PTR of ${address}`,
        queryResolver(async () => ({ values: (await resolver.resolvePtr(reverseZone(address))).map(plain) })),
      ),
    texts: (name) =>
      noted(
        `TXT of ${name}`,
        queryResolver(async () => ({
          values: (await resolver.resolveTxt(name)).map((parts) => parts.join("")),
        })),
      ),
    tally: () => ({ asked, failures }),
  };
}

function reverseZone(address: string): string {
  const zone = ipaddr.process(address).kind() === "ipv6" ? "ip6.arpa" : "in-addr.arpa";
  return `${reverseLabels(address)}.${zone}`;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
