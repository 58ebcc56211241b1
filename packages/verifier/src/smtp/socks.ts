import type { Socket } from "node:net";
import { SocksClient } from "socks";
import { atInstant } from "#smtp/deadline.ts";
import type { Breakage } from "#smtp/connection.ts";
import type { Tunnel } from "#smtp/dial.ts";
import type { FailureCode } from "#evidence/evidence.ts";

export interface SocksProxy {
  readonly host: string;
  readonly port: number;
  /** RFC 1929; both or neither. */
  readonly user?: string;
  readonly password?: string;
}

const DEFAULT_PORT = 1080;
/** RFC 1929 §2: one byte has the length of each. */
const CREDENTIAL_BYTES_MAX = 255;

/**
 * Parses `socks5://user:password@host:1080`; the port is 1080 when left out. `socks5h` is the same: the proxy receives
 * addresses and has no name to resolve.
 * @returns undefined when it is not such a URL.
 */
export function parseSocksProxy(text: string): SocksProxy | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== "socks5:" && url.protocol !== "socks5h:") return undefined;
  if (url.hostname === "" || !/^\/?$/.test(url.pathname) || url.search !== "" || url.hash !== "") {
    return undefined;
  }
  const port = url.port === "" ? DEFAULT_PORT : Number(url.port);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (url.username === "" && url.password === "") return { host, port };
  const [user, password] = [decode(url.username), decode(url.password)];
  if (!isCredential(user) || !isCredential(password)) return undefined;
  return { host, port, user, password };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function isCredential(text: string | undefined): text is string {
  return text !== undefined && text !== "" && Buffer.byteLength(text) <= CREDENTIAL_BYTES_MAX;
}

/** Its name in the evidence: without user and password. */
export function nameOf({ host, port }: SocksProxy): string {
  return `socks5://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/**
 * Leads a socket that is connecting to a SOCKS5 proxy (RFC 1928) on to a mail host's address. The proxy's own failures are
 * `proxy` and do not count against a mail host; a failure that it reports of the mail host is that of a direct connection.
 */
export function tunnelThrough(proxy: SocksProxy): Tunnel {
  return async (socket, address, port, deadlineAt) => {
    const unconnected = await connected(socket, deadlineAt);
    if (unconnected !== undefined) return broken("proxy", unconnected);
    const handshake = watch(socket);
    const client = new SocksClient({
      proxy: {
        host: proxy.host,
        port: proxy.port,
        type: 5,
        ...(proxy.user === undefined ? {} : { userId: proxy.user, password: proxy.password ?? "" }),
      },
      command: "connect",
      destination: { host: address, port },
      // This deadline comes first, and knows how far the handshake went.
      timeout: Math.max(deadlineAt - performance.now(), 0) + 60_000,
      existing_socket: socket,
    });
    return new Promise((resolve) => {
      // Not a microtask later: bytes of the mail host that arrive with the proxy's answer are passed on in this iteration.
      client.once("established", () => {
        alarm.cancel();
        resolve(undefined);
      });
      client.once("error", (error) => {
        alarm.cancel();
        resolve(judge(error.message));
      });
      const alarm = atInstant(deadlineAt, () => {
        resolve(
          handshake.asked ? broken("timeout", "no answer for the mail host in the time allowed") : SILENT,
        );
        socket.destroy();
      });
      client.connect(socket);
    });
  };
}

/** @returns the error, in words. */
function connected(socket: Socket, deadlineAt: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    if (!socket.connecting) return resolve(socket.destroyed ? "closed" : undefined);
    const alarm = atInstant(deadlineAt, () => settle("no connection in the time allowed"));
    const settle = (problem?: string): void => {
      alarm.cancel();
      resolve(problem);
    };
    socket.once("connect", () => settle());
    socket.once("error", (error: NodeJS.ErrnoException) => settle(error.code ?? error.message));
    socket.once("close", () => settle("closed"));
  });
}

/** Tracks the handshake: after the request for the mail host, silence may be either's. */
function watch(socket: Socket): { readonly asked: boolean } {
  let heard = Buffer.alloc(0);
  const listen = (data: Buffer): void => {
    heard = Buffer.concat([heard, data]).subarray(0, 4);
    if (heard.length === 4) socket.off("data", listen);
  };
  socket.on("data", listen);
  return {
    get asked() {
      // Method 0: no authentication (RFC 1928 §3); otherwise two more bytes say that the password is correct.
      return heard.length >= 2 && (heard[1] === 0 || heard.length >= 4);
    },
  };
}

/** The library's names of the proxy's answers about the mail host (RFC 1928 §6). */
const REJECTIONS: Readonly<Record<string, FailureCode>> = {
  NetworkUnreachable: "unreachable",
  HostUnreachable: "unreachable",
  ConnectionRefused: "refused",
  TTLExpired: "unreachable",
  AddressNotSupported: "unreachable",
};

function judge(message: string): Breakage {
  const rejection = /rejected connection - (\w+)$/.exec(message)?.[1];
  if (rejection !== undefined) return broken(REJECTIONS[rejection] ?? "proxy", rejection);
  return broken("proxy", message);
}

const SILENT = broken("proxy", "no answer in the time allowed");

function broken(failure: FailureCode, said: string): Breakage {
  return { failure, detail: `proxy: ${said}` };
}
