import { Resolver as NodeResolver } from "node:dns/promises";

/** A name server's answer. `failure` means no answer: it is unknown whether the name exists. */
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

/** The DNS queries of mail. */
export interface Resolver {
  mailExchanges(domain: string): Promise<Answer<MailExchange>>;
  /** IPv4 before IPv6, because most senders have no IPv6. */
  addresses(host: string): Promise<Answer<string>>;
}

export interface ResolverOptions {
  /** `address` or `address:port`; absent = those of the system. */
  readonly dnsServers: readonly string[] | undefined;
  readonly dnsTimeoutMs: number;
}

/** A resolver with its own running queries. */
export interface OwnResolver extends Resolver {
  /** Aborts running queries: each is answered with a failure. */
  cancel(): void;
}

/** Errors after which another server may succeed. A time-out is not among them: then all servers were queried. */
const PASSED_ON = new Set(["SERVFAIL", "REFUSED", "NOTIMP", "FORMERR"]);

/**
 * Queries name servers through c-ares: retries, TCP for large answers, CNAME chains. When a server is silent, c-ares
 * continues with the next one. When it fails or refuses, Node makes c-ares stop, so this resolver continues itself. Only
 * addresses have their TTL: Node returns neither that of MX nor the SOA of a negative answer.
 */
export function createResolver({ dnsServers, dnsTimeoutMs }: ResolverOptions): OwnResolver {
  const servers = dnsServers ?? new NodeResolver().getServers();
  // At least one: without servers the system's default is used.
  const rotations = servers.length === 0 ? [[]] : servers.map((_, first) => rotate(servers, first));
  const resolvers = rotations.map((rotation) => {
    const resolver = new NodeResolver({ timeout: dnsTimeoutMs, tries: 2 });
    if (rotation.length > 0) resolver.setServers(rotation);
    return resolver;
  });
  return {
    cancel() {
      for (const resolver of resolvers) resolver.cancel();
    },
    mailExchanges: (domain) =>
      askEach(resolvers, async (resolver) => {
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
        askEach(resolvers, (resolver) => withTtl(resolver.resolve4(host, { ttl: true }))),
        askEach(resolvers, (resolver) => withTtl(resolver.resolve6(host, { ttl: true }))),
      ]);
      return join(four, six);
    },
  };
}

function rotate<Element>(list: readonly Element[], first: number): Element[] {
  return [...list.slice(first), ...list.slice(0, first)];
}

/** @returns the first answer, or the last failure. */
async function askEach<Value>(
  resolvers: readonly NodeResolver[],
  question: (resolver: NodeResolver) => Promise<{ values: readonly Value[]; ttlSeconds?: number }>,
): Promise<Answer<Value>> {
  let answer: Answer<Value> = { outcome: "failure", code: "NOSERVER" };
  for (const resolver of resolvers) {
    answer = await queryResolver(() => question(resolver));
    if (answer.outcome !== "failure" || !PASSED_ON.has(answer.code)) return answer;
  }
  return answer;
}

async function withTtl(records: Promise<{ address: string; ttl: number }[]>) {
  const values = await records;
  const ttlSeconds = Math.min(...values.map(({ ttl }) => ttl));
  return { values: values.map(({ address }) => address), ttlSeconds };
}

/** Distinguishes an empty answer from none. */
export async function queryResolver<Value>(
  question: () => Promise<{ values: readonly Value[]; ttlSeconds?: number }>,
): Promise<Answer<Value>> {
  try {
    const found = await question();
    // An alias whose target has no such record is returned without any record, not as a null MX.
    return found.values.length === 0 ? { outcome: "no_data" } : { outcome: "found", ...found };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "UNKNOWN";
    if (code === "ENOTFOUND") return { outcome: "not_found" };
    // Only an empty answer is negative. SERVFAIL, REFUSED, a time-out or junk say nothing about the name.
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
