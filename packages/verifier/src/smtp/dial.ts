import { connect, type Socket } from "node:net";
import type { Breakage } from "#smtp/connection.ts";

/** Begins a connection. The place for hosts that live elsewhere than their address says. */
export type Dial = (address: string, port: number) => Socket;

/**
 * Leads a socket that is connecting to a proxy on to the mail host. Settles by `deadlineAt`, an instant of
 * `performance.now()`, with what went wrong.
 */
export type Tunnel = (
  socket: Socket,
  address: string,
  port: number,
  deadlineAt: number,
) => Promise<Breakage | undefined>;

/** Dials directly, from `sourceAddress` where it is given. */
export function createDial(sourceAddress: string | undefined): Dial {
  return (address, port) =>
    connect({ host: address, port, ...(sourceAddress === undefined ? {} : { localAddress: sourceAddress }) });
}
