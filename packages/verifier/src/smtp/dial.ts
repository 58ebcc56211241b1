import { connect, type Socket } from "node:net";
import type { Breakage } from "#smtp/connection.ts";

/** Opens a connection. A sandbox uses it for hosts whose sockets have another address. */
export type Dial = (address: string, port: number) => Socket;

/**
 * Leads a socket that is connecting to a proxy on to the mail host. Settles by `deadlineAt`, an instant of
 * `performance.now()`, with the error if it failed.
 */
export type Tunnel = (
  socket: Socket,
  address: string,
  port: number,
  deadlineAt: number,
) => Promise<Breakage | undefined>;

/** Connects directly, from `sourceAddress` if it is given. */
export function createDial(sourceAddress: string | undefined): Dial {
  return (address, port) =>
    connect({ host: address, port, ...(sourceAddress === undefined ? {} : { localAddress: sourceAddress }) });
}
