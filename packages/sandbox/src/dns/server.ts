import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";

/** From a query to its response; undefined = none is sent. */
export type Responder = (query: Buffer, transport: "udp" | "tcp") => Buffer | undefined;

export interface DnsServerOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** Round-trip time of the simulated network. */
  readonly latencyMs: number;
  /** False: connections over TCP are refused. */
  readonly tcp?: boolean;
}

export interface DnsServer extends AsyncDisposable {
  readonly port: number;
}

const ADDRESS = "127.0.0.1";
const ATTEMPTS_MAX = 10;
const IDLE_MS = 10_000;

/** Serves UDP and TCP on the same port of 127.0.0.1. @throws the system's error, such as EADDRINUSE. */
export async function startDnsServer(respond: Responder, options: DnsServerOptions): Promise<DnsServer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await bind(respond, options);
    } catch (error) {
      // A port that is free for TCP may be taken for UDP: then another one is tried.
      const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
      if (options.port !== 0 || !taken || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

async function bind(
  respond: Responder,
  { port, latencyMs, tcp: servesTcp = true }: DnsServerOptions,
): Promise<DnsServer> {
  await using parts = new AsyncDisposableStack();
  const open = new Set<Socket>();
  const tcp = createServer((socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    serveStream(socket, respond, latencyMs);
  });
  tcp.listen({ host: ADDRESS, port });
  await once(tcp, "listening");
  const closeTcp = async (): Promise<void> => {
    const closed = once(tcp, "close");
    tcp.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  const bound = (tcp.address() as AddressInfo).port;
  if (servesTcp) parts.defer(closeTcp);
  else await closeTcp();
  let over = false;
  const udp = createSocket("udp4");
  udp.on("message", (query, from) => {
    const response = respond(query, "udp");
    if (response === undefined) return;
    later(latencyMs, () => {
      // A disconnected client, or a closed server, is not an error here.
      if (!over) udp.send(response, from.port, from.address, () => {});
    });
  });
  udp.bind({ address: ADDRESS, port: bound, exclusive: true });
  try {
    await once(udp, "listening");
  } catch (error) {
    udp.close();
    throw error;
  }
  parts.defer(async () => {
    over = true;
    const closed = once(udp, "close");
    udp.close();
    await closed;
  });
  const started = parts.move();
  return { port: bound, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

/** RFC 1035 §4.2.2: each message over TCP is preceded by its length. */
function serveStream(socket: Socket, respond: Responder, latencyMs: number): void {
  let pending = Buffer.alloc(0);
  // In a network, a connection is open a round trip later than on loopback.
  const standsAtMs = performance.now() + latencyMs;
  socket.setTimeout(IDLE_MS, () => socket.destroy());
  socket.on("error", () => socket.destroy());
  socket.on("data", (data: Buffer) => {
    pending = Buffer.concat([pending, data]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE()) {
      const end = 2 + pending.readUInt16BE();
      const response = respond(pending.subarray(2, end), "tcp");
      pending = pending.subarray(end);
      if (response === undefined) continue;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(response.length);
      const waitMs = Math.max(standsAtMs - performance.now(), 0) + latencyMs;
      later(waitMs, () => {
        if (!socket.destroyed) socket.write(Buffer.concat([length, response]));
      });
    }
  });
}

/** Without a delay, at once. */
function later(waitMs: number, send: () => void): void {
  if (waitMs === 0) send();
  else setTimeout(send, waitMs).unref();
}
