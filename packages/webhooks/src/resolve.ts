import { lookup, Resolver } from "node:dns/promises";

/**
 * Every IPv4 and IPv6 address of a name, those to try first first.
 * @throws when it has none, or the question was not answered.
 */
export type Resolve = (host: string) => Promise<readonly string[]>;

export interface ResolveOptions {
  /** Name servers as `ip` or `ip:port`; those of the system by default. */
  readonly servers?: readonly string[];
  /** For one question to one server. */
  readonly timeoutMs?: number;
  readonly tries?: number;
}

/**
 * Asks DNS itself. Not `getaddrinfo`, for customers name these hosts: a name server that never answers would hold one of
 * the four threads that the whole process shares for files and compression.
 */
export function createResolve({ servers, timeoutMs = 3_000, tries = 2 }: ResolveOptions = {}): Resolve {
  const resolver = new Resolver({ timeout: timeoutMs, tries });
  if (servers !== undefined) resolver.setServers(servers);
  return async (host) => {
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    // IPv4 first: containers often have no IPv6 route. What the other family failed with does not matter, since only
    // addresses that were seen and checked are ever called.
    const addresses = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
    if (addresses.length > 0) return addresses;
    throw (
      answers.map((answer) => answer.status === "rejected" && answer.reason).find(isTelling) ??
      new Error(`${host} has no address`)
    );
  };
}

/** The system's own lookup, `/etc/hosts` and search domains included: for hosts that the operator named. */
export const resolveBySystem: Resolve = async (host) =>
  (await lookup(host, { all: true, order: "ipv4first" })).map(({ address }) => address);

/** "No such type" says less than "no such name" or "no answer". */
function isTelling(reason: unknown): boolean {
  return reason instanceof Error && (reason as NodeJS.ErrnoException).code !== "ENODATA";
}
