import { createSocket } from "node:dgram";
import { once } from "node:events";
import packet, { type Answer } from "dns-packet";

export interface MailHost {
  readonly name: string;
  readonly address: string;
}

export interface NameServer extends AsyncDisposable {
  /** `address:port` */
  readonly server: string;
}

/** Knows domains with one mail host each, and these; answers NXDOMAIN for everything else. */
export async function startNameServer(domains: ReadonlyMap<string, MailHost>): Promise<NameServer> {
  const addresses = new Map([...domains.values()].map(({ name, address }) => [name, address]));
  const lookUp = (name: string, type: string): Answer[] | undefined => {
    const host = domains.get(name);
    const address = addresses.get(name);
    if (host === undefined && address === undefined) return undefined;
    if (type === "MX" && host !== undefined) {
      return [{ type, name, ttl: 60, data: { preference: 10, exchange: host.name } }];
    }
    return type === "A" && address !== undefined ? [{ type, name, ttl: 60, data: address }] : [];
  };
  const socket = createSocket("udp4");
  socket.on("message", (query, from) => {
    const { id = 0, questions = [] } = packet.decode(query);
    const [question] = questions;
    if (question === undefined) return;
    const answers = lookUp(question.name.toLowerCase(), question.type);
    const flags = packet.RECURSION_AVAILABLE | (answers === undefined ? 3 : 0);
    const response = { type: "response", id, flags, questions, answers: answers ?? [] } as const;
    socket.send(packet.encode(response), from.port, from.address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return {
    server: `127.0.0.1:${socket.address().port}`,
    async [Symbol.asyncDispose]() {
      const closed = once(socket, "close");
      socket.close();
      await closed;
    },
  };
}
