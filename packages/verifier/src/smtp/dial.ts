import { connect, type Socket } from "node:net";

/** Begins a connection. The place for a proxy, or for hosts that live elsewhere than their address says. */
export type Dial = (address: string, port: number) => Socket;

/** Dials directly, from `sourceAddress` where it is given. */
export function createDial(sourceAddress: string | undefined): Dial {
  return (address, port) =>
    connect({ host: address, port, ...(sourceAddress === undefined ? {} : { localAddress: sourceAddress }) });
}
