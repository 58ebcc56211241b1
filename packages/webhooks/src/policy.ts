import { isIPv6 } from "node:net";
import { canonicalHost } from "#host.ts";
import type { Resolve } from "#resolve.ts";

/** The targets that callbacks may reach. */
export interface AddressPolicy {
  /** Whether `http:` is accepted too. */
  readonly allowHttp: boolean;
  /** Ports that may be called; 443 and 80 by default. */
  readonly allowedPorts?: readonly number[];
  /**
   * The operator's own list (`WEBHOOK_ALLOWED_HOSTS`), for internal CRMs: `host` (any port) or `host:port`. Exactly these may have
   * any address, any port and `http:`. IPv6 as `::1`, `[::1]` or `[::1]:8080`.
   */
  readonly allowedHosts: readonly string[];
  /** How names are looked up; see `createResolve`. */
  readonly resolve?: Resolve;
}

export const DEFAULT_PORTS: readonly number[] = [443, 80];

/**
 * Whether the operator's list names this host and port.
 * @param host canonical, as `canonicalHost` returns it.
 * @throws TypeError when an entry of the list is neither `host` nor `host:port`.
 */
export function isAllowedHost(policy: AddressPolicy, host: string, port: number): boolean {
  return policy.allowedHosts
    .map(parseAllowedHost)
    .some((entry) => entry.host === host && (entry.port === undefined || entry.port === port));
}

/**
 * Parses an entry of the operator's list.
 * @throws TypeError when it is neither `host` nor `host:port`.
 */
export function parseAllowedHost(entry: string): {
  readonly host: string;
  readonly port: number | undefined;
} {
  const bare = isIPv6(entry) ? entry : undefined;
  const match = /^(\[[^\]]+\]|[^\s*:/?#@\\[\]]+)(?::(\d{1,5}))?$/.exec(entry);
  const host = canonicalHost(bare ?? match?.[1] ?? "");
  const port = bare === undefined && match?.[2] !== undefined ? Number(match[2]) : undefined;
  if (host === undefined || host === "" || (port !== undefined && (port < 1 || port > 65_535)))
    throw new TypeError(`${JSON.stringify(entry)} in the allowed hosts is neither host nor host:port.`);
  return { host, port };
}
