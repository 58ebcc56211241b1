import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export interface SocksServerOptions {
  /** Required and checked; absent = no authentication. */
  readonly credentials?: { readonly user: string; readonly password: string };
  /** Stops answering at this step. */
  readonly silentAt?: "method" | "credentials" | "connect";
  /** By destination address, the code to refuse it with (RFC 1928 §6). */
  readonly refuse?: (address: string) => number | undefined;
  /** Opens the connection to the destination. Default: `net.connect`. */
  readonly dial?: (address: string, port: number) => Socket;
  /** Waits for the first bytes of the destination and sends them in one packet with its own answer. */
  readonly holdsBack?: boolean;
}

export interface SocksServer extends AsyncDisposable {
  readonly port: number;
  /** `address:port`, or another requested destination, in order. */
  readonly destinations: readonly string[];
  readonly open: number;
}

/** A SOCKS5 server (RFC 1928, RFC 1929) with CONNECT to addresses; it refuses names. */
export async function startSocksServer(options: SocksServerOptions = {}): Promise<SocksServer> {
  const destinations: string[] = [];
  const open = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    open.add(socket);
    socket.on("error", () => socket.destroy());
    return socket.on("close", () => open.delete(socket));
  };
  const server = createServer((socket) => {
    serve(keep(socket), options, destinations, keep).catch(() => socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    destinations,
    get open() {
      return open.size;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function serve(
  client: Socket,
  options: SocksServerOptions,
  destinations: string[],
  keep: (socket: Socket) => Socket,
): Promise<void> {
  const read = reader(client);
  const { credentials, silentAt, refuse, dial = (address, port) => connect(port, address) } = options;
  const methods = await read((await read(2))[1] ?? 0);
  if (silentAt === "method") return;
  const method = credentials === undefined ? 0 : 2;
  if (!methods.includes(method)) return void client.end(Buffer.from([5, 0xff]));
  client.write(Buffer.from([5, method]));
  if (credentials !== undefined) {
    const user = await read((await read(2))[1] ?? 0);
    const password = await read((await read(1))[0] ?? 0);
    if (silentAt === "credentials") return;
    const right = user.toString() === credentials.user && password.toString() === credentials.password;
    client.write(Buffer.from([1, right ? 0 : 1]));
    if (!right) return void client.end();
  }
  const [, command = 0, , kind = 0] = await read(4);
  const host = kind === 3 ? await read((await read(1))[0] ?? 0) : await read(kind === 4 ? 16 : 4);
  const port = (await read(2)).readUInt16BE();
  const address = kind === 1 ? host.join(".") : kind === 3 ? host.toString() : host.toString("hex");
  destinations.push(`${address}:${port}`);
  if (silentAt === "connect") return;
  const refusal = command !== 1 ? 7 : kind === 3 ? 8 : refuse?.(address);
  if (refusal !== undefined) return void client.end(answer(refusal));
  const onward = keep(dial(address, port));
  onward.on("error", () => client.end(answer(5)));
  await once(onward, "connect");
  const first = options.holdsBack === true ? ((await once(onward, "data")) as [Buffer])[0] : Buffer.alloc(0);
  client.write(Buffer.concat([answer(0), first]));
  client.pipe(onward).pipe(client);
}

function answer(code: number): Buffer {
  return Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]);
}

/** Reads this many bytes; later bytes stay in the stream. */
function reader(socket: Socket): (bytes: number) => Promise<Buffer> {
  return async (bytes) => {
    if (bytes === 0) return Buffer.alloc(0);
    for (;;) {
      const chunk = socket.read(bytes) as Buffer | null;
      if (chunk !== null && chunk.length === bytes) return chunk;
      if (chunk !== null) socket.unshift(chunk);
      if (socket.destroyed || socket.readableEnded) throw new Error("closed");
      await once(socket, "readable");
    }
  };
}
