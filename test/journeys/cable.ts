import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A TCP connection to a server that a test can cut, as a network does. */
export interface Cable extends AsyncDisposable {
  /** The server's URL through the cable. */
  readonly url: string;
  /** Cuts every open connection. */
  cut(): void;
  /** Cuts connections after these numbers of bytes in this direction, each number once and in this order. */
  cutAfter(direction: "up" | "down", ...bytes: readonly number[]): void;
  /** How many connections there were. */
  readonly connections: number;
}

/** Starts a cable to an http server. */
export async function layCable(to: string): Promise<Cable> {
  const target = new URL(to);
  const sockets = new Set<Socket>();
  /** Bytes that still arrive there are lost. */
  const cutting = new WeakSet<Socket>();
  const limits = { up: [] as number[], down: [] as number[] };
  let connections = 0;

  /** Passes bytes on, up to the next limit. */
  const join = (direction: "up" | "down", from: Socket, into: Socket) => {
    from.on("data", (chunk: Buffer) => {
      if (from.destroyed || cutting.has(from)) return;
      const limit = limits[direction][0];
      if (limit === undefined || chunk.length < limit) {
        if (limit !== undefined) limits[direction][0] = limit - chunk.length;
        if (!into.write(chunk)) {
          from.pause();
          into.once("drain", () => from.resume());
        }
        return;
      }
      limits[direction].shift();
      cutting.add(from);
      into.write(chunk.subarray(0, limit), () => {
        from.destroy();
        into.destroy();
      });
    });
    from.on("end", () => into.end());
    from.on("error", () => into.destroy());
    from.on("close", () => {
      sockets.delete(from);
      into.destroy();
    });
    sockets.add(from);
  };

  const server = createServer((near) => {
    connections += 1;
    const far = connect(Number(target.port), target.hostname);
    join("up", near, far);
    join("down", far, near);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections() {
      return connections;
    },
    cut,
    cutAfter: (direction, ...bytes) => void limits[direction].push(...bytes),
    async [Symbol.asyncDispose]() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
