import { isIP } from "node:net";
import type { ProviderBudget } from "@winnow/contracts";
import { parseAddress } from "#address/parse.ts";
import { SPECIAL_USE_DOMAINS } from "#address/special-use.ts";
import { createLocalBudget } from "#engine/local-budget.ts";
import { createEgresses, type Egress } from "#engine/egress.ts";
import type { ProviderLimits } from "#provider/provider.ts";
import type { Dial } from "#smtp/dial.ts";
import { parseSocksProxy } from "#smtp/socks.ts";
import type { Ternary } from "#evidence/vocabulary.ts";

/** Every option has a default. Times are in milliseconds. */
export interface VerifierConfig {
  /** Name servers as `address` or `address:port`; default: those of the system. */
  readonly dnsServers?: readonly string[] | undefined;
  /** For one query to one server, which is sent twice. Default 3,000. */
  readonly dnsTimeoutMs?: number | undefined;
  /** The longest time that a DNS answer is cached, whatever its TTL. Default 300,000. */
  readonly dnsTtlMs?: number | undefined;
  /** Domains that are `domain_not_found` without a look-up, with all their subdomains. Default: `SPECIAL_USE_DOMAINS`. */
  readonly specialUseDomains?: readonly string[] | undefined;
  /** Default 25. */
  readonly smtpPort?: number | undefined;
  /** Host name for EHLO. It should resolve to each connecting address, and each PTR to it. Default: that address. */
  readonly heloName?: string | undefined;
  /** Address for MAIL FROM, which should accept mail; null (the default) = the null sender `<>`. */
  readonly mailFrom?: string | null | undefined;
  /** Local IP address to connect from; the same as `sourceAddresses` with one. */
  readonly sourceAddress?: string | undefined;
  /**
   * Local IP addresses to connect from. Each domain is always contacted from the same one, because greylisting hosts
   * recognize clients by address. Default: the system chooses.
   */
  readonly sourceAddresses?: readonly string[] | undefined;
  /**
   * SOCKS5 proxy to connect through: `socks5://user:password@host:1080`. It receives addresses and resolves no name.
   * Default none.
   */
  readonly socksProxy?: string | undefined;
  /** Default 10,000. */
  readonly connectTimeoutMs?: number | undefined;
  /** For one reply. Default 20,000. */
  readonly commandTimeoutMs?: number | undefined;
  /** Also connect to mail hosts with private addresses. Default false. */
  readonly allowPrivateMx?: boolean | undefined;
  /** CIDR networks whose hosts may be connected to although they are not public. Default none. */
  readonly allowedMxNetworks?: readonly string[] | undefined;
  /** Opens a connection instead of `net.connect`, to a mail host or to the proxy: for a sandbox. */
  readonly dial?: Dial | undefined;
  /** Concurrent dialogues, not counting sessions that only wait for the answer to QUIT. Default 50. */
  readonly maxSessions?: number | undefined;
  /** Concurrent connections to one mail host. Default 4. */
  readonly maxSessionsPerHost?: number | undefined;
  /**
   * Concurrent sessions with one mail provider (all hosts of a registrable domain count as one) from one local address.
   * The provider table has lower limits for some. Default: `maxSessions`.
   */
  readonly maxSessionsPerProvider?: number | undefined;
  /** Limits by provider id or registrable domain, which override those of the provider table. Default none. */
  readonly providerLimits?: Readonly<Record<string, ProviderLimits>> | undefined;
  /** A common budget, when other processes use the same addresses. Default: a budget of this verifier alone. */
  readonly budget?: ProviderBudget | undefined;
  /** Recipients in one session. Default 20. */
  readonly recipientsPerSession?: number | undefined;
  /** How long the result of a catch-all probe is cached. Default one day. */
  readonly catchAllTtlMs?: number | undefined;
  /**
   * Determines the random address of a domain, which is the same for the same key. Give all workers one key, so that a
   * greylisting host recognizes the random address on the next attempt. Default: random, new in each verifier.
   */
  readonly probeKey?: string | undefined;
  /**
   * Health of the sending side, from `auditEgress`. While it is `no`, refusals by mail hosts are
   * `unknown{our_configuration}` and deferred. Default: `unmeasured`.
   */
  readonly egressHealthy?: (() => Ternary) | undefined;
}

/** A configuration with every default filled in. */
export interface Settings {
  readonly dnsServers: readonly string[] | undefined;
  readonly dnsTimeoutMs: number;
  readonly dnsTtlMs: number;
  readonly specialUseDomains: readonly string[];
  readonly smtpPort: number;
  readonly heloName: string | undefined;
  readonly mailFrom: string;
  readonly connectTimeoutMs: number;
  readonly commandTimeoutMs: number;
  readonly allowPrivateMx: boolean;
  readonly allowedMxNetworks: readonly string[];
  readonly egresses: readonly Egress[];
  readonly maxSessions: number;
  readonly maxSessionsPerHost: number;
  readonly maxSessionsPerProvider: number;
  readonly providerLimits: Readonly<Record<string, ProviderLimits>>;
  readonly budget: ProviderBudget;
  readonly recipientsPerSession: number;
  readonly catchAllTtlMs: number;
  readonly probeKey: string;
  readonly egressHealthy: () => Ternary;
}

/** @throws RangeError naming every mistake at once. */
export function resolveConfig(config: VerifierConfig): Settings {
  const mistakes: string[] = [];
  const positive = (name: string, value: number | undefined, otherwise: number): number => {
    if (value === undefined) return otherwise;
    if (!Number.isSafeInteger(value) || value < 1) mistakes.push(`${name} must be a whole number above 0`);
    return value;
  };
  const { heloName } = config;
  const sourceAddresses = [
    ...new Set([
      ...(config.sourceAddress === undefined ? [] : [config.sourceAddress]),
      ...(config.sourceAddresses ?? []),
    ]),
  ];
  const socksProxy = config.socksProxy === undefined ? undefined : parseSocksProxy(config.socksProxy);
  const mailFrom = config.mailFrom ?? "";
  if (mailFrom !== "" && !parseAddress(mailFrom).ok) mistakes.push("mailFrom must be an address, or null");
  if (heloName !== undefined && !/^(?:[A-Za-z0-9.-]{1,255}|\[[\w.:]{1,255}\])$/.test(heloName)) {
    mistakes.push("heloName must be a host name or an address literal");
  }
  if (sourceAddresses.some((address) => isIP(address) === 0)) {
    mistakes.push("sourceAddresses must be IP addresses");
  }
  if (config.socksProxy !== undefined && socksProxy === undefined) {
    mistakes.push("socksProxy must be a URL such as socks5://user:password@host:1080");
  }
  if (socksProxy !== undefined && heloName === undefined) {
    mistakes.push("heloName must be set with socksProxy: the name of the address that hosts see");
  }
  if (socksProxy !== undefined && sourceAddresses.length > 1) {
    mistakes.push("sourceAddresses must be one at most with socksProxy: hosts see the proxy's address");
  }
  const maxSessions = positive("maxSessions", config.maxSessions, 50);
  for (const [provider, limits] of Object.entries(config.providerLimits ?? {})) {
    for (const [limit, value] of Object.entries(limits)) positive(`${limit} of ${provider}`, value, 1);
  }
  const settings = {
    dnsServers: config.dnsServers,
    dnsTimeoutMs: positive("dnsTimeoutMs", config.dnsTimeoutMs, 3_000),
    dnsTtlMs: positive("dnsTtlMs", config.dnsTtlMs, 300_000),
    specialUseDomains: config.specialUseDomains ?? SPECIAL_USE_DOMAINS,
    smtpPort: positive("smtpPort", config.smtpPort, 25),
    heloName,
    mailFrom,
    connectTimeoutMs: positive("connectTimeoutMs", config.connectTimeoutMs, 10_000),
    commandTimeoutMs: positive("commandTimeoutMs", config.commandTimeoutMs, 20_000),
    allowPrivateMx: config.allowPrivateMx ?? false,
    allowedMxNetworks: config.allowedMxNetworks ?? [],
    egresses: createEgresses({ dial: config.dial, sourceAddresses, socksProxy }),
    maxSessions,
    maxSessionsPerHost: positive("maxSessionsPerHost", config.maxSessionsPerHost, 4),
    maxSessionsPerProvider: positive("maxSessionsPerProvider", config.maxSessionsPerProvider, maxSessions),
    providerLimits: config.providerLimits ?? {},
    budget: config.budget ?? createLocalBudget(),
    recipientsPerSession: positive("recipientsPerSession", config.recipientsPerSession, 20),
    catchAllTtlMs: positive("catchAllTtlMs", config.catchAllTtlMs, 86_400_000),
    probeKey: config.probeKey ?? crypto.randomUUID(),
    egressHealthy: config.egressHealthy ?? (() => "unmeasured" as const),
  };
  if (mistakes.length > 0) throw new RangeError(`the verifier cannot be set up: ${mistakes.join("; ")}`);
  return settings;
}
