import packet, { type DecodedPacket } from "dns-packet";
import { answerQuestion, type ResponseCode } from "#dns/answer.ts";
import type { LogBook } from "#log.ts";
import type { Network } from "#network.ts";
import { answerOfSender } from "#dns/sender-answer.ts";

/** RFC 1035 §4.2.1, for clients that do not state their limit. */
const PLAIN_UDP_BYTES = 512;
/** The size that passes everywhere without fragments (DNS flag day 2020); a larger answer needs TCP. */
const EDNS_UDP_BYTES = 1_232;
const CODES: Readonly<Record<ResponseCode | "FORMERR" | "NOTIMP", number>> = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
};
const HEADER_BYTES = 12;

/** Answers DNS messages (RFC 1035). @returns a function from a query to its response; undefined = none is sent. */
export function createResponder(
  network: Network,
  log: LogBook,
  blockListed: ReadonlySet<string> = new Set(),
) {
  return (query: Buffer, transport: "udp" | "tcp"): Buffer | undefined => {
    const decoded = decode(query);
    // Without a header there is no client to answer, and a response must not be answered.
    if (decoded === undefined) return query.length < HEADER_BYTES ? undefined : rejected(query, "FORMERR");
    if (decoded.type === "response") return undefined;
    const [question] = decoded.questions ?? [];
    if (question === undefined) return rejected(query, "FORMERR");
    if (decoded.opcode !== "QUERY") return rejected(query, "NOTIMP");
    log.recordQuery();
    const answer =
      answerOfSender(question.name.toLowerCase(), question.type, blockListed) ??
      answerQuestion(network, question.name, question.type);
    const edns = decoded.additionals?.find((record) => record.type === "OPT");
    const encode = (truncated: boolean): Buffer =>
      packet.encode({
        type: "response",
        id: decoded.id ?? 0,
        flags:
          packet.AUTHORITATIVE_ANSWER |
          packet.RECURSION_AVAILABLE |
          ((decoded.flags ?? 0) & packet.RECURSION_DESIRED) |
          (truncated ? packet.TRUNCATED_RESPONSE : 0) |
          CODES[answer.code],
        questions: [question],
        answers: truncated ? [] : [...answer.answers],
        authorities: truncated ? [] : [...answer.authorities],
        ...(edns !== undefined && {
          additionals: [
            {
              type: "OPT",
              name: ".",
              udpPayloadSize: EDNS_UDP_BYTES,
              extendedRcode: 0,
              ednsVersion: 0,
              flags: 0,
              flag_do: false,
              options: [],
            },
          ],
        }),
      });
    const whole = encode(false);
    return transport === "tcp" || whole.length <= limitOf(edns) ? whole : encode(true);
  };
}

/** RFC 6891 §6.2.3: the client's buffer size, at least 512 bytes. */
function limitOf(edns: { udpPayloadSize?: number } | undefined): number {
  return Math.min(Math.max(edns?.udpPayloadSize ?? PLAIN_UDP_BYTES, PLAIN_UDP_BYTES), EDNS_UDP_BYTES);
}

function decode(query: Buffer): (DecodedPacket & { opcode?: string }) | undefined {
  try {
    return packet.decode(query);
  } catch {
    return undefined;
  }
}

/** The query's header with a response code, without records. */
function rejected(query: Buffer, code: "FORMERR" | "NOTIMP"): Buffer | undefined {
  if ((query.readUInt8(2) & 0x80) !== 0) return undefined;
  const header = Buffer.alloc(HEADER_BYTES);
  query.copy(header, 0, 0, 4);
  header.writeUInt8(header.readUInt8(2) | 0x80, 2);
  header.writeUInt8(CODES[code], 3);
  return header;
}
