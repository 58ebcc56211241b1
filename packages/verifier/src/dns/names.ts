import { Resolver as NodeResolver } from "node:dns/promises";
import ipaddr from "ipaddr.js";
import { ask, createResolver, type Answer, type Resolver, type ResolverOptions } from "#dns/resolver.ts";
import type { EgressCheck } from "#egress/check.ts";
import { reverseLabels } from "#dns/reverse-labels.ts";

/** The questions that an audit asks of DNS, and how they went. */
export interface Names extends Resolver {
  /** PTR, lower case, without the final dot. */
  pointers(address: string): Promise<Answer<string>>;
  /** TXT, the strings of each joined (RFC 7208 §3.3). */
  texts(name: string): Promise<Answer<string>>;
  /** Whether the resolver answers at all. */
  check(): EgressCheck;
}

/** Asks the verifier's own resolvers. */
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
        ask(async () => ({ values: (await resolver.resolvePtr(reverseZone(address))).map(plain) })),
      ),
    texts: (name) =>
      noted(
        `TXT of ${name}`,
        ask(async () => ({ values: (await resolver.resolveTxt(name)).map((parts) => parts.join("")) })),
      ),
    check: () => checkOf(asked, failures),
  };
}

function reverseZone(address: string): string {
  const zone = ipaddr.process(address).kind() === "ipv6" ? "ip6.arpa" : "in-addr.arpa";
  return `${reverseLabels(address)}.${zone}`;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

const FIX = "Set resolvers of your own that answer, such as an Unbound on this machine.";

function checkOf(asked: number, failures: readonly string[]): EgressCheck {
  const name = "resolver";
  if (asked === 0) {
    const evidence = ["There was nothing to ask: no name, host, list or canary is configured."];
    return { name, state: "not_measured", evidence, fix: "Set a HELO name, self-test hosts or canaries." };
  }
  if (failures.length === 0) return { name, state: "ok", evidence: [`${asked} questions were answered.`] };
  const evidence = [`${failures.length} of ${asked} questions had no answer.`, ...failures.slice(0, 10)];
  return { name, state: failures.length === asked ? "broken" : "warning", evidence, fix: FIX };
}
