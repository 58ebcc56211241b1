import { errors } from "undici";

/** Why a connection could not be made, or broke. */
export type ConnectError =
  | "refused"
  | "reset"
  | "timeout"
  | "no_route"
  | "tls"
  | "dns"
  | "protocol"
  | "forbidden_address";

/** Passes a kind of failure from the connector through undici to the sender. */
export class ConnectFailure extends Error {
  readonly kind: ConnectError;

  constructor(kind: ConnectError, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ConnectFailure";
    this.kind = kind;
  }
}

const kinds: Readonly<Record<string, ConnectError>> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  UND_ERR_SOCKET: "reset",
  ETIMEDOUT: "timeout",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  EADDRNOTAVAIL: "no_route",
  EACCES: "no_route",
  EAFNOSUPPORT: "no_route",
  EHOSTDOWN: "no_route",
  EHOSTUNREACH: "no_route",
  EINVAL: "no_route",
  ENETDOWN: "no_route",
  ENETUNREACH: "no_route",
  EPERM: "no_route",
  EPROTO: "tls",
};

/** This machine has run out of a resource: not the receiver's fault. */
const own = new Set(["EMFILE", "ENFILE", "ENOBUFS", "ENOMEM"]);

/**
 * The meaning of a connection's error for its delivery; undefined for an error that is not about the receiver.
 * @param other the kind of an unknown code: a TLS handshake has many, and all of them mean `tls`.
 */
export function kindOf(error: unknown, other: "protocol" | "tls"): ConnectError | undefined {
  if (error instanceof ConnectFailure) return error.kind;
  if (error instanceof errors.HTTPParserError) return "protocol";
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (code === undefined || own.has(code)) return undefined;
  return kinds[code] ?? other;
}
