import type { AddressPolicy } from "#dns/address-policy.ts";
import type { Answer, MailExchange, Resolver } from "#dns/resolver.ts";
import { TtlCache, type Timed } from "#dns/ttl-cache.ts";
import type { Evidence, MailHostEvidence } from "#evidence/evidence.ts";

/** One address of a mail host. */
export interface Target {
  readonly host: string;
  readonly address: string;
  /** The local address or proxy, when there is a choice; part of the evidence. */
  readonly egress?: string;
}

/** The destinations of mail for a domain. Without targets, the evidence has the reason. */
export interface MailHosts {
  /** In the order of attempts. */
  readonly targets: readonly Target[];
  /** A key of the hosts' names: equal for domains that share them. */
  readonly key: string;
  readonly evidence: Extract<Evidence, { stage: "dns" }>;
}

export interface MailHostsOptions {
  readonly resolver: Resolver;
  readonly isAllowed: AddressPolicy;
  /** The longest time that an answer is cached, whatever its own TTL. */
  readonly dnsTtlMs: number;
}

/** Mail hosts beyond this number are ignored. */
const HOSTS_MAX = 10;
const TARGETS_MAX = 10;
const ENTRIES_MAX = 50_000;
/** Negative answers and failures are temporary: RFC 2308 §5 and §7 allow hours and five minutes, a bulk run needs less. */
const NEGATIVE_TTL_MS = 60_000;
const FAILURE_TTL_MS = 10_000;
const TTL_MIN_MS = 10_000;

/** Finds mail hosts, caches them by TTL, and shares concurrent look-ups of the same name. */
export class MailHostDirectory {
  readonly #options: MailHostsOptions;
  readonly #domains = new TtlCache<MailHosts>(ENTRIES_MAX);
  readonly #hosts = new TtlCache<Answer<string>>(ENTRIES_MAX);

  constructor(options: MailHostsOptions) {
    this.#options = options;
  }

  /** By preference (RFC 5321 §5.1), with null MX (RFC 7505) and implicit MX. Never rejects. */
  find(domain: string): Promise<MailHosts> {
    return this.#domains.get(domain, () => this.#lookUp(domain));
  }

  async #lookUp(domain: string): Promise<Timed<MailHosts>> {
    const answer = await this.#options.resolver.mailExchanges(domain);
    if (answer.outcome === "found") return this.#explicit(domain, answer.values);
    if (answer.outcome === "no_data") return this.#implicit(domain);
    if (answer.outcome === "not_found") return without("not_found", domain, NEGATIVE_TTL_MS);
    return without("failure", domain, FAILURE_TTL_MS, [], answer.code);
  }

  async #explicit(domain: string, exchanges: readonly MailExchange[]): Promise<Timed<MailHosts>> {
    const named = exchanges.filter(({ exchange }) => exchange !== "");
    if (named.length === 0) return without("null_mx", domain, NEGATIVE_TTL_MS);
    const sorted = named.toSorted(
      (a, b) => a.preference - b.preference || spread(a.exchange) - spread(b.exchange),
    );
    const hosts = await Promise.all(
      sorted.slice(0, HOSTS_MAX).map(({ exchange, preference }) => this.#host(exchange, preference)),
    );
    return this.#settle("hosts", domain, hosts);
  }

  async #implicit(domain: string): Promise<Timed<MailHosts>> {
    return this.#settle("implicit", domain, [await this.#host(domain, 0)]);
  }

  async #host(host: string, preference: number): Promise<ResolvedHost> {
    const answer = await this.#hosts.get(host, async () => {
      const value = await this.#options.resolver.addresses(host);
      return { value, ttlMs: this.#ttlOf(value) };
    });
    const base = { host, preference, addresses: [] };
    if (answer.outcome === "failure") return { seen: { ...base, failure: answer.code }, answer };
    if (answer.outcome !== "found") return { seen: { ...base, failure: answer.outcome }, answer };
    const addresses = answer.values.filter((address) => this.#options.isAllowed(address));
    const refused = answer.values.filter((address) => !addresses.includes(address));
    const seen = { ...base, addresses };
    return { seen: refused.length === 0 ? seen : { ...seen, refused }, answer };
  }

  #settle(outcome: "hosts" | "implicit", domain: string, hosts: readonly ResolvedHost[]): Timed<MailHosts> {
    const seen = hosts.map((host) => host.seen);
    const targets = seen
      .flatMap(({ host, addresses }) => addresses.map((address) => ({ host, address })))
      .slice(0, TARGETS_MAX);
    const failure = hosts.find(({ answer }) => answer.outcome === "failure")?.answer;
    if (targets.length === 0) {
      // One of the hosts that could not be resolved might have an address.
      if (failure?.outcome === "failure")
        return without("failure", domain, FAILURE_TTL_MS, seen, failure.code);
      return without("no_host", domain, NEGATIVE_TTL_MS, seen);
    }
    const evidence = { stage: "dns", outcome, domain, hosts: seen, at: new Date().toISOString() } as const;
    const key = [...new Set(targets.map(({ host }) => host))].join(",");
    const ttlMs = Math.min(...hosts.map(({ answer }) => this.#ttlOf(answer)));
    return { value: { targets, key, evidence }, ttlMs };
  }

  #ttlOf(answer: Answer<string>): number {
    if (answer.outcome === "failure") return FAILURE_TTL_MS;
    if (answer.outcome !== "found") return NEGATIVE_TTL_MS;
    const named = (answer.ttlSeconds ?? 0) * 1000;
    return Math.min(Math.max(named, TTL_MIN_MS), this.#options.dnsTtlMs);
  }
}

interface ResolvedHost {
  readonly seen: MailHostEvidence;
  readonly answer: Answer<string>;
}

function without(
  outcome: "not_found" | "null_mx" | "no_host" | "failure",
  domain: string,
  ttlMs: number,
  hosts: readonly MailHostEvidence[] = [],
  failure?: string,
): Timed<MailHosts> {
  const evidence = { stage: "dns", outcome, domain, hosts, at: new Date().toISOString() } as const;
  return {
    value: { targets: [], key: "", evidence: failure === undefined ? evidence : { ...evidence, failure } },
    ttlMs,
  };
}

/** Hosts of equal preference share the load (RFC 5321 §5.1), the same way in every run. FNV-1a. */
function spread(host: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < host.length; index += 1) {
    hash = Math.imul(hash ^ host.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
