import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createApp } from "#app.ts";
import type { ApiDependencies } from "#dependencies.ts";
import { errorDocsUrl } from "#problem/docs-url.ts";
import { refuseUnparsed } from "#problem/refuse-unparsed.ts";
import { createCallCounter } from "#metrics/call-counter.ts";

/** Headers are small, so a caller that takes longer is not sending them. */
const HEADERS_WITHIN_MS = 15_000;
const CHECK_EVERY_MS = 5_000;
/** A connection without a byte in either direction for this long is dead; a slow upload still moves. */
const SILENCE_MS = 120_000;
const KEEP_ALIVE_MS = 65_000;
/** How long running calls may take on closing. */
const DRAIN_MS = 20_000;

export interface ListenOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

/** An API that listens. Disposing of it refuses new connections, lets running calls end, then closes. */
export interface RunningApi extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
}

/**
 * Starts the API on a socket of its own.
 * @throws the socket's error, such as EADDRINUSE.
 */
export async function createApi(dependencies: ApiDependencies, listen: ListenOptions): Promise<RunningApi> {
  const calls = createCallCounter(dependencies.database.kysely, dependencies.logger);
  const closing = new AbortController();
  const server = createServer(
    { connectionsCheckingInterval: CHECK_EVERY_MS },
    createApp(dependencies, calls, closing.signal),
  );
  refuseUnparsed(server, errorDocsUrl(dependencies.options?.publicUrl), dependencies.logger);
  server.headersTimeout = HEADERS_WITHIN_MS;
  // The time of a whole request is not limited here: a large upload may take hours. See body/deadline.ts.
  server.requestTimeout = 0;
  server.timeout = SILENCE_MS;
  // Longer than the 60 s after which common load balancers drop an idle connection, so that they never reuse a closed one.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const drain = drainOf(server);
  server.listen(listen.port, listen.host);
  await once(server, "listening");
  const { port, family, address } = server.address() as AddressInfo;
  const host = family === "IPv6" ? `[${nearest(address)}]` : nearest(address);
  let closed: Promise<void> | undefined;
  return {
    url: `http://${host}:${port}`,
    port,
    [Symbol.asyncDispose]: () => {
      closing.abort();
      return (closed ??= drain().then(() => calls[Symbol.asyncDispose]()));
    },
  };
}

/** The URL by which this machine reaches the server: a wildcard address cannot be called. */
function nearest(address: string): string {
  return { "0.0.0.0": "127.0.0.1", "::": "::1" }[address] ?? address;
}

/** Closes a server without cutting off an answer: idle connections at once, all others after their answers. */
function drainOf(server: Server): () => Promise<void> {
  let draining = false;
  server.on("request", (_request, response) => {
    response.once("close", () => {
      // Deferred: the connection counts as idle only after this event.
      if (draining) setImmediate(() => server.closeIdleConnections());
    });
  });
  return async () => {
    draining = true;
    const closed = once(server, "close");
    // Closes idle connections as well.
    server.close();
    const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    await closed;
    clearTimeout(deadline);
  };
}
