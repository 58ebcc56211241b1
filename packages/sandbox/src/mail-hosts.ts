import type { SecureContext } from "node:tls";
import { BoundedMap } from "#bounded-map.ts";
import type { LogBook } from "#log.ts";
import { mailboxExists } from "#mailbox.ts";
import { asciiForm, type Network, type PlacedHost } from "#network.ts";
import { listenSmtp } from "#smtp/listen.ts";
import type { ReachedHost } from "#smtp/reached-host.ts";

export interface MailHostOptions {
  readonly network: Network;
  readonly seed: number;
  readonly log: LogBook;
  readonly latencyMs: number;
  readonly nowMs: () => number;
  readonly secureContext: () => SecureContext;
  /** 0 takes a free port. */
  readonly port: number;
}

/** Mail hosts that listen. */
export interface MailHosts extends AsyncDisposable {
  /** The port of each host, by its address in the sandbox's network. */
  readonly ports: ReadonlyMap<string, number>;
}

const ATTEMPTS_MAX = 10;
const MEMORY_ENTRIES_MAX = 10_000;

/**
 * Starts all mail hosts, each at its own address and all on one port. @throws the system's error: EADDRNOTAVAIL where
 * the loopback device has no such addresses (macOS), EADDRINUSE where a given port is taken.
 */
export async function listenByAddress(options: MailHostOptions): Promise<MailHosts> {
  const [first, ...others] = options.network.hosts.map((host) => ({ host, address: host.address }));
  if (first === undefined) throw new RangeError("a network without a mail host has no port");
  for (let attempt = 1; ; attempt += 1) {
    try {
      await using parts = new AsyncDisposableStack();
      const [port = 0] = await listenAll(parts, [first], options.port, options);
      await listenAll(parts, others, port, options);
      const ports = new Map(options.network.hosts.map(({ address }) => [address, port]));
      const started = parts.move();
      return { ports, [Symbol.asyncDispose]: () => started.disposeAsync() };
    } catch (error) {
      // A port that is free at the first address may be taken at another: then the next free one is tried.
      const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
      if (options.port !== 0 || !taken || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

/** Starts all mail hosts on 127.0.0.1, each on its own free port. */
export async function listenByPort(options: MailHostOptions): Promise<MailHosts> {
  await using parts = new AsyncDisposableStack();
  const { hosts } = options.network;
  const places = hosts.map((host) => ({ host, address: "127.0.0.1" }));
  const bound = await listenAll(parts, places, 0, options);
  const ports = new Map(hosts.map(({ address }, index) => [address, bound[index] ?? 0]));
  const started = parts.move();
  return { ports, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

/** @returns the ports, in the same order. @throws the first error, when every host listens or has failed. */
async function listenAll(
  parts: AsyncDisposableStack,
  places: readonly { readonly host: PlacedHost; readonly address: string }[],
  port: number,
  options: MailHostOptions,
): Promise<number[]> {
  const outcomes = await Promise.allSettled(
    places.map(async ({ host, address }) =>
      parts.use(await listenSmtp(reach(host, options), { address, port })),
    ),
  );
  return outcomes.map((outcome) => {
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value.port;
  });
}

function reach({ name, persona, server }: PlacedHost, options: MailHostOptions): ReachedHost {
  const { network, seed, log, latencyMs, nowMs, secureContext } = options;
  return {
    name,
    persona: persona.domain,
    server,
    memory: new BoundedMap(MEMORY_ENTRIES_MAX),
    log,
    latencyMs,
    nowMs,
    secureContext,
    serves: (domain) => network.serves(persona, domain),
    exists: (local, domain) => mailboxExists(seed, local, asciiForm(domain)),
  };
}
