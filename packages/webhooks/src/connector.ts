import { isIP, type Socket } from "node:net";
import { buildConnector } from "undici";
import type { Target } from "#target.ts";
import { ConnectFailure, kindOf } from "#connect-failure.ts";
import type { AddressPolicy } from "#policy.ts";
import { resolveTarget } from "#resolve-target.ts";

/** How long one of several addresses may take to accept before the next one is tried. */
const ATTEMPT_TIMEOUT_MS = 3_000;

/**
 * An undici connector that resolves the target, checks every address, and opens sockets to those addresses only, under the
 * original name (SNI and certificate; the Host header is undici's). Each connect is checked, so a name that has since been
 * changed to another address (DNS rebinding) is refused. undici's own `connect.lookup` cannot do this, because it is not
 * called for a URL with a literal address.
 */
export function createConnector(
  target: Target,
  policy: AddressPolicy,
  signal: AbortSignal,
): buildConnector.connector {
  return (options, callback) => {
    connectTo(target, policy, signal, options).then(
      (socket) => callback(null, socket),
      (error: Error) => callback(error, null),
    );
  };
}

async function connectTo(
  target: Target,
  policy: AddressPolicy,
  signal: AbortSignal,
  options: buildConnector.Options,
): Promise<Socket> {
  const resolved = await resolveTarget(target, policy);
  signal.throwIfAborted();
  if (!resolved.ok) {
    const kind = resolved.code === "unresolvable" ? "dns" : "forbidden_address";
    throw new ConnectFailure(kind, resolved.message);
  }
  let failure: unknown;
  for (const [index, address] of resolved.addresses.entries()) {
    try {
      const isLast = index === resolved.addresses.length - 1;
      // The deadline of the delivery ends the last attempt.
      return await open(target, address, signal, options, isLast ? 0 : ATTEMPT_TIMEOUT_MS);
    } catch (error) {
      signal.throwIfAborted();
      failure = error;
    }
  }
  throw failure;
}

/** Opens a socket to one checked address, handshake included. */
function open(
  { url, host }: Target,
  address: string,
  signal: AbortSignal,
  { host: authority, localAddress }: buildConnector.Options,
  timeoutMs: number,
): Promise<Socket> {
  const isTls = url.protocol === "https:";
  // HTTP/1.1 and no resumed TLS sessions: the certificate is checked for each delivery.
  const connect = buildConnector({ allowH2: false, maxCachedSessions: 0, timeout: timeoutMs, signal });
  return new Promise((resolve, reject) => {
    connect(
      {
        hostname: address,
        protocol: url.protocol,
        port: url.port,
        ...(authority !== undefined && { host: authority }),
        ...(localAddress !== undefined && { localAddress }),
        // An address has no SNI, and without TLS undici would look this up as a name.
        ...(isTls && isIP(host) === 0 && { servername: host }),
      },
      (error, socket) => {
        if (error === null) return resolve(socket);
        const kind = kindOf(error, isTls ? "tls" : "protocol");
        reject(kind === undefined ? error : new ConnectFailure(kind, error.message, { cause: error }));
      },
    );
  });
}
