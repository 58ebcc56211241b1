import packet, { type Answer } from "dns-packet";
import { startDnsServer } from "#dns/server.ts";

/** A name server's answer to one query. */
export interface ScriptedAnswer {
  /** Response code (RFC 1035). Default 0, NOERROR. */
  readonly code?: number;
  readonly answers?: readonly Answer[];
  /** Over UDP: only the bit that announces a larger answer. */
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
 * A scripted name server over UDP and TCP, for tests of resolvers; it has no personas.
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
