import { connect, type Socket } from "node:net";
import { createSecureContext, type SecureContext } from "node:tls";
import { createCertificate } from "#certificate.ts";
import { createResponder } from "#dns/message.ts";
import { startDnsServer } from "#dns/server.ts";
import { LogBook, type SandboxLog } from "#log.ts";
import { listenByAddress, listenByPort, type MailHostOptions, type MailHosts } from "#mail-hosts.ts";
import { Network, NETWORK } from "#network.ts";
import { personas } from "#persona/index.ts";
import { senders } from "#sender/index.ts";

export interface SandboxOptions {
  /** Determines which mailboxes exist and the addresses of bulk domains. Default 0. */
  readonly seed?: number;
  /** Port of the name server, for UDP and TCP; 0, the default, takes a free one. */
  readonly dnsPort?: number;
  /** Port of all mail hosts; 0, the default, takes a free one. */
  readonly smtpPort?: number;
  /**
   * Round-trip time of the simulated network. Everything that a mail host or the name server sends is delayed by it, in order;
   * data that is sent together, as with PIPELINING, is delayed once. A connection takes one more round trip. The handshake of TLS
   * and refused connections are not delayed. Default 0.
   */
  readonly latencyMs?: number;
  /** The number of recipients whose attempts the log keeps. Default 10,000; 0 for counters only. */
  readonly historyMax?: number;
  /** The clock of greylisting and of the log, in milliseconds. Default: `performance.now`. */
  readonly nowMs?: () => number;
  /** One port per mail host on 127.0.0.1, reached by `dial`. Default: only where the system has no 127.77.0.0/16. */
  readonly portPerHost?: boolean;
}

/** A small hostile internet on loopback: a name server and mail servers, over real sockets. */
export interface Sandbox extends AsyncDisposable {
  /** `127.0.0.1:port` */
  readonly dnsServers: readonly string[];
  readonly smtpPort: number;
  /** The network of its mail hosts, in CIDR notation. */
  readonly allowedNetworks: readonly string[];
  /** For mail hosts without separate addresses: connects to the port of one. */
  readonly dial?: (address: string, port: number) => Socket;
  readonly log: SandboxLog;
  /** Addresses on `blocklist.test`; may be changed at any time. */
  readonly blockListed: Set<string>;
  /** Stops it and closes open connections; the same as disposing of it. */
  close(): Promise<void>;
}

/** No server listens on tcpmux, which is used for addresses without a host. */
const REFUSING_PORT = 1;
/** The port that clients dial at an address. */
const NOMINAL_SMTP_PORT = 25;

/**
 * Starts the sandbox. Mail hosts listen on addresses of 127.77.0.0/16, all on one port; where the system does not have
 * these (macOS), each on a port of 127.0.0.1, and `dial` leads there. Nothing listens beyond loopback.
 * @throws the system's error, such as EADDRINUSE for a given port.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { seed = 0, dnsPort = 0, smtpPort = 0, latencyMs = 0, historyMax = 10_000 } = options;
  const nowMs = options.nowMs ?? (() => performance.now());
  await using parts = new AsyncDisposableStack();
  const log = new LogBook(historyMax);
  const network = new Network(personas, seed);
  let context: SecureContext | undefined;
  const secureContext = (): SecureContext =>
    (context ??= createSecureContext(createCertificate("mx.starttls.test")));
  const hosts = { network, seed, log, latencyMs, nowMs, secureContext, port: smtpPort };
  const byAddress = options.portPerHost === true ? undefined : await tryAddresses(hosts);
  const { ports } = parts.use(byAddress ?? (await listenByPort(hosts)));
  const blockListed = new Set(senders.filter(({ listed }) => listed).map(({ address }) => address));
  const responder = createResponder(network, log, blockListed);
  const dns = parts.use(await startDnsServer(responder, { port: dnsPort, latencyMs }));
  const started = parts.move();
  const [boundPort = smtpPort] = ports.values();
  return {
    dnsServers: [`127.0.0.1:${dns.port}`],
    smtpPort: byAddress === undefined ? NOMINAL_SMTP_PORT : boundPort,
    allowedNetworks: [NETWORK],
    ...(byAddress === undefined && {
      dial: (address: string) => connect(ports.get(address) ?? REFUSING_PORT, "127.0.0.1"),
    }),
    log,
    blockListed,
    close: () => started.disposeAsync(),
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

async function tryAddresses(options: MailHostOptions): Promise<MailHosts | undefined> {
  try {
    return await listenByAddress(options);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRNOTAVAIL") return undefined;
    throw error;
  }
}
