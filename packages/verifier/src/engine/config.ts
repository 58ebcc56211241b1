import { isIP } from "node:net";
import { parseAddress } from "#address/parse.ts";
import { SPECIAL_USE_DOMAINS } from "#address/special-use.ts";
import { createDial, type Dial } from "#smtp/dial.ts";
import type { Ternary } from "#verdict/vocabulary.ts";

/** Everything has a default. Times are in milliseconds. */
export interface VerifierConfig {
  /** Name servers as `address` or `address:port`; default: those of the system. */
  readonly dnsServers?: readonly string[] | undefined;
  /** For one query to one server; asked twice. Default 3,000. */
  readonly dnsTimeoutMs?: number | undefined;
  /** Longest time that a DNS answer is used, whatever its TTL. Default 300,000. */
  readonly dnsTtlMs?: number | undefined;
  /** Domains that are `domain_not_found` without a look-up, with all below them. Default: `SPECIAL_USE_DOMAINS`. */
  readonly specialUseDomains?: readonly string[] | undefined;
  /** Default 25. */
  readonly smtpPort?: number | undefined;
  /** Own host name for EHLO, which should resolve to the address that connects, and back. Default: that address. */
  readonly heloName?: string | undefined;
  /** Own address for MAIL FROM, which should accept mail; null (the default) = the null sender `<>`. */
  readonly mailFrom?: string | null | undefined;
  /** Own IP address to connect from. */
  readonly sourceAddress?: string | undefined;
  /** Default 10,000. */
  readonly connectTimeoutMs?: number | undefined;
  /** For one reply. Default 20,000. */
  readonly commandTimeoutMs?: number | undefined;
  /** Connect to mail hosts with private addresses, too. Default false. */
  readonly allowPrivateMx?: boolean | undefined;
  /** CIDR networks whose hosts may be connected to although they are not public. Default none. */
  readonly allowedMxNetworks?: readonly string[] | undefined;
  /** Begins a connection instead of `net.connect`: a proxy, or a sandbox. */
  readonly dial?: Dial | undefined;
  /** Dialogues at a time, without sessions that are only waiting for their goodbye to be answered. Default 50. */
  readonly maxSessions?: number | undefined;
  /** Connections at a time to one mail host. Default 4. */
  readonly maxSessionsPerHost?: number | undefined;
  /** Recipients asked in one session. Default 20. */
  readonly recipientsPerSession?: number | undefined;
  /** How long it is remembered whether a domain accepts everything. Default one day. */
  readonly catchAllTtlMs?: number | undefined;
  /**
   * Makes the random address of a domain, which is the same for the same key. Give all workers one key, so that a
   * greylisted random address is known to its host on the next attempt. Default: random, new in each verifier.
   */
  readonly probeKey?: string | undefined;
  /**
   * Whether our own side is in order, as `auditEgress` found it. While it is `no`, what mail hosts refuse is
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
  readonly dial: Dial;
  readonly maxSessions: number;
  readonly maxSessionsPerHost: number;
  readonly recipientsPerSession: number;
  readonly catchAllTtlMs: number;
  readonly probeKey: string;
  readonly egressHealthy: () => Ternary;
}

/** @throws RangeError naming every mistake at once. */
export function settle(config: VerifierConfig): Settings {
  const mistakes: string[] = [];
  const positive = (name: string, value: number | undefined, otherwise: number): number => {
    if (value === undefined) return otherwise;
    if (!Number.isSafeInteger(value) || value < 1) mistakes.push(`${name} must be a whole number above 0`);
    return value;
  };
  const { heloName, sourceAddress } = config;
  const mailFrom = config.mailFrom ?? "";
  if (mailFrom !== "" && !parseAddress(mailFrom).ok) mistakes.push("mailFrom must be an address, or null");
  if (heloName !== undefined && !/^(?:[A-Za-z0-9.-]{1,255}|\[[\w.:]{1,255}\])$/.test(heloName)) {
    mistakes.push("heloName must be a host name or an address literal");
  }
  if (sourceAddress !== undefined && isIP(sourceAddress) === 0) {
    mistakes.push("sourceAddress must be an IP address");
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
    dial: config.dial ?? createDial(sourceAddress),
    maxSessions: positive("maxSessions", config.maxSessions, 50),
    maxSessionsPerHost: positive("maxSessionsPerHost", config.maxSessionsPerHost, 4),
    recipientsPerSession: positive("recipientsPerSession", config.recipientsPerSession, 20),
    catchAllTtlMs: positive("catchAllTtlMs", config.catchAllTtlMs, 86_400_000),
    probeKey: config.probeKey ?? crypto.randomUUID(),
    egressHealthy: config.egressHealthy ?? (() => "unmeasured" as const),
  };
  if (mistakes.length > 0) throw new RangeError(`the verifier cannot be set up: ${mistakes.join("; ")}`);
  return settings;
}
