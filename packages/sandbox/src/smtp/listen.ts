import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { serveSession } from "#smtp/conversation.ts";
import type { ReachedHost } from "#smtp/reached-host.ts";

export interface Listener extends AsyncDisposable {
  readonly port: number;
}

/** Serves one mail host. Disposing of it closes its connections. @throws the system's error, such as EADDRNOTAVAIL. */
export async function listenSmtp(
  host: ReachedHost,
  { address, port }: { readonly address: string; readonly port: number },
): Promise<Listener> {
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));

    serveSession(socket, host);
  });
  server.listen({ host: address, port, backlog: 511 });
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
