import packet, { type Answer } from "dns-packet";
import { startDnsServer } from "#dns/server.ts";

/** What a name server says to one question. */
export interface ScriptedAnswer {
  /** Response code (RFC 1035). Default 0, NOERROR. */
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

/**
 * A name server over UDP and TCP that says what it is told to, for tests of resolvers; it knows nothing of the personas.
 * @param options.tcp false: connections are refused.
 */
export async function startNameServer(
  answer: (name: string, type: string) => ScriptedAnswer,
  { tcp = true } = {},
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
  const server = await startDnsServer(respond, { port: 0, latencyMs: 0, tcp });
  return {
    address: `127.0.0.1:${server.port}`,
    asked,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
