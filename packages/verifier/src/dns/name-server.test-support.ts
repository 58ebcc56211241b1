import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import packet, { type Answer } from "dns-packet";

export interface ScriptedAnswer {
  /** Response code. Default 0, NOERROR. */
  readonly code?: number;
  readonly answers?: readonly Answer[];
  /** Over UDP: nothing but the bit that says that there is more. */
  readonly truncated?: boolean;
  readonly silent?: boolean;
}

export interface NameServer extends AsyncDisposable {
  /** `127.0.0.1:port` */
  readonly address: string;
  /** `MX acme.test udp`, in order. */
  readonly asked: readonly string[];
}

/** A name server over UDP and TCP (RFC 1035 §4.2) that says what it is told to. */
export async function startNameServer(
  answer: (name: string, type: string) => ScriptedAnswer,
  { tcp: servesTcp = true } = {},
): Promise<NameServer> {
  const asked: string[] = [];
  const respond = (query: Buffer, transport: "udp" | "tcp"): Buffer | undefined => {
    const { id = 0, questions = [] } = packet.decode(query);
    const { name = "", type = "A" } = questions[0] ?? {};
    asked.push(`${type} ${name} ${transport}`);
    const { code = 0, answers = [], truncated = false, silent = false } = answer(name, type);
    if (silent) return undefined;
    const cut = truncated && transport === "udp";
    const flags = packet.RECURSION_AVAILABLE | code | (cut ? packet.TRUNCATED_RESPONSE : 0);
    return packet.encode({ type: "response", id, flags, questions, answers: cut ? [] : [...answers] });
  };
  const open = new Set<Socket>();
  const tcp = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    let pending = Buffer.alloc(0);
    socket.on("data", (data: Buffer) => {
      pending = Buffer.concat([pending, data]);
      while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE()) {
        const end = 2 + pending.readUInt16BE();
        const response = respond(pending.subarray(2, end), "tcp");
        pending = pending.subarray(end);
        if (response === undefined) continue;
        const length = Buffer.alloc(2);
        length.writeUInt16BE(response.length);
        socket.write(Buffer.concat([length, response]));
      }
    });
  });
  tcp.listen(0, "127.0.0.1");
  await once(tcp, "listening");
  const { port } = tcp.address() as AddressInfo;
  if (!servesTcp) await new Promise((resolve) => tcp.close(resolve));
  const udp = createSocket("udp4");
  udp.on("message", (query, from) => {
    const response = respond(query, "udp");
    if (response !== undefined) udp.send(response, from.port, from.address);
  });
  udp.bind(port, "127.0.0.1");
  await once(udp, "listening");
  return {
    address: `127.0.0.1:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      udp.close();
      for (const socket of open) socket.destroy();
      if (servesTcp) await new Promise((resolve) => tcp.close(resolve));
    },
  };
}
