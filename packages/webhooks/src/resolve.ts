import { lookup, Resolver } from "node:dns/promises";

/**
 * Every IPv4 and IPv6 address of a name, in the order of attempts.
 * @throws when the name has no address, or the query was not answered.
 */
export type Resolve = (host: string) => Promise<readonly string[]>;

export interface ResolveOptions {
  /** Name servers as `ip` or `ip:port`; those of the system by default. */
  readonly servers?: readonly string[];
  /** Time limit of one query to one server. */
  readonly timeoutMs?: number;
  readonly tries?: number;
}

/**
 * Queries DNS itself. Not `getaddrinfo`, because customers choose these hosts: a name server that never answers would block one
 * of the four threads that the whole process shares for files and compression.
 */
export function createResolve({ servers, timeoutMs = 3_000, tries = 2 }: ResolveOptions = {}): Resolve {
  const resolver = new Resolver({ timeout: timeoutMs, tries });
  if (servers !== undefined) resolver.setServers(servers);
  return async (host) => {
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    // IPv4 first, because containers often have no IPv6 route. An error of the other family is ignored, because only addresses
    // that were resolved and checked are called.
    const addresses = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
    if (addresses.length > 0) return addresses;
    throw (
      answers.map((answer) => answer.status === "rejected" && answer.reason).find(isTelling) ??
      new Error(`${host} has no address`)
    );
  };
}

/** The system's own lookup, `/etc/hosts` and search domains included: for hosts on the operator's list. */
export const resolveBySystem: Resolve = async (host) =>
  (await lookup(host, { all: true, order: "ipv4first" })).map(({ address }) => address);

/** "No such name" or "no answer" explain more than "no such type". */
function isTelling(reason: unknown): boolean {
  return reason instanceof Error && (reason as NodeJS.ErrnoException).code !== "ENODATA";
}
