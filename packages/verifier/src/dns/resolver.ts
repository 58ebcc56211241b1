import { Resolver as NodeResolver } from "node:dns/promises";

/** What a name server said. `failure` is no answer: neither that something exists nor that it does not. */
export type Answer<Value> =
  | { readonly outcome: "found"; readonly values: readonly Value[]; readonly ttlSeconds?: number }
  | { readonly outcome: "not_found" }
  | { readonly outcome: "no_data" }
  | { readonly outcome: "failure"; readonly code: string };

export interface MailExchange {
  /** Lower case, without the final dot; empty for the root, which is a null MX. */
  readonly exchange: string;
  readonly preference: number;
}

/** The questions that mail asks of DNS. */
export interface Resolver {
  mailExchanges(domain: string): Promise<Answer<MailExchange>>;
  /** IPv4 before IPv6: most senders have no other. */
  addresses(host: string): Promise<Answer<string>>;
}

export interface ResolverOptions {
  /** `address` or `address:port`; absent = those of the system. */
  readonly dnsServers: readonly string[] | undefined;
  readonly dnsTimeoutMs: number;
}

/** Asks name servers through c-ares: several servers, retries, TCP for large answers, CNAME chains. */
export function createResolver({ dnsServers, dnsTimeoutMs }: ResolverOptions): Resolver {
  const resolver = new NodeResolver({ timeout: dnsTimeoutMs, tries: 2 });
  if (dnsServers !== undefined) resolver.setServers(dnsServers);
  return {
    mailExchanges: (domain) =>
      ask(async () => {
        const records = await resolver.resolveMx(domain);
        return {
          values: records.map(({ exchange, priority }) => ({
            exchange: exchange.toLowerCase().replace(/\.$/, ""),
            preference: priority,
          })),
        };
      }),
    async addresses(host) {
      const [four, six] = await Promise.all([
        ask(() => withTtl(resolver.resolve4(host, { ttl: true }))),
        ask(() => withTtl(resolver.resolve6(host, { ttl: true }))),
      ]);
      return join(four, six);
    },
  };
}

async function withTtl(records: Promise<{ address: string; ttl: number }[]>) {
  const values = await records;
  const ttlSeconds = Math.min(...values.map(({ ttl }) => ttl));
  return { values: values.map(({ address }) => address), ttlSeconds };
}

/** Tells an empty answer from none. */
export async function ask<Value>(
  question: () => Promise<{ values: readonly Value[]; ttlSeconds?: number }>,
): Promise<Answer<Value>> {
  try {
    return { outcome: "found", ...(await question()) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "UNKNOWN";
    if (code === "ENOTFOUND") return { outcome: "not_found" };
    // Only an empty answer is one. SERVFAIL, REFUSED, a time-out or junk say nothing about the name.
    return code === "ENODATA" ? { outcome: "no_data" } : { outcome: "failure", code: code.replace(/^E/, "") };
  }
}

function join(four: Answer<string>, six: Answer<string>): Answer<string> {
  if (four.outcome === "found" && six.outcome === "found") {
    const ttlSeconds = Math.min(four.ttlSeconds ?? 0, six.ttlSeconds ?? 0);
    return { outcome: "found", values: [...four.values, ...six.values], ttlSeconds };
  }
  if (four.outcome === "found") return four;
  if (six.outcome === "found") return six;
  if (four.outcome === "failure") return four;
  return six.outcome === "failure" ? six : four;
}
