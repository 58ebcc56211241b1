import type { Answer } from "dns-packet";
import { hostName, type Network, type Located } from "#network.ts";

export type ResponseCode = "NOERROR" | "SERVFAIL" | "NXDOMAIN" | "REFUSED";

export interface DnsAnswer {
  readonly code: ResponseCode;
  readonly answers: readonly Answer[];
  /** The SOA with the TTL of a negative answer (RFC 2308). */
  readonly authorities: readonly Answer[];
}

export const TTL_SECONDS = 60;

/**
 * The answer of the name server.
 * @param name in any case, without the final dot
 * @param type `MX`, `A`, … Types without records in the sandbox get an empty answer.
 */
export function answerQuestion(network: Network, name: string, type: string): DnsAnswer {
  return answer(network, network.locate(name.toLowerCase()), name, type);
}

function answer(network: Network, located: Located, name: string, type: string): DnsAnswer {
  if (located.kind === "outside") return { code: "REFUSED", answers: [], authorities: [] };
  if (located.kind === "absent") {
    // RFC 8020: no name exists below one that does not exist, so `test` itself is only empty.
    return negativeAnswer(name.toLowerCase() === "test" ? "NOERROR" : "NXDOMAIN", located.persona?.domain);
  }
  if (located.kind === "alias") return follow(network, name, located.target, type);
  const { persona } = located;
  if (located.kind === "host") {
    return type === "A"
      ? positiveAnswer([addressAnswer(name, located.address)])
      : negativeAnswer("NOERROR", persona.domain);
  }
  const { zone } = located;
  if (zone.outcome === "servfail") return { code: "SERVFAIL", answers: [], authorities: [] };
  if (zone.outcome === "nxdomain") return negativeAnswer("NXDOMAIN", undefined);
  if (zone.outcome === "alias") return follow(network, name, zone.target, type);
  const records: Answer[] = [];
  if (type === "MX") {
    for (const { preference, host } of zone.exchanges) {
      const exchange = host === "." ? "." : hostName(host, name);
      records.push({ type: "MX", name, ttl: TTL_SECONDS, data: { preference, exchange } });
    }
  } else if (type === "A" && located.address !== undefined) {
    records.push(addressAnswer(name, located.address));
  } else if (type === "TXT" && zone.text !== undefined) {
    records.push({ type: "TXT", name, ttl: TTL_SECONDS, data: [...zone.text] });
  } else if (type === "SOA") {
    records.push(startOfAuthority(name));
  }
  return records.length > 0 ? positiveAnswer(records) : negativeAnswer("NOERROR", persona.domain);
}

/** As a recursive resolver answers: the alias, and the records of its target. */
function follow(network: Network, name: string, target: string, type: string): DnsAnswer {
  const alias = { type: "CNAME" as const, name, ttl: TTL_SECONDS, data: target };
  const found = answerQuestion(network, target, type);
  return { ...found, answers: [alias, ...found.answers] };
}

export function addressAnswer(name: string, data: string): Answer {
  return { type: "A", name, ttl: TTL_SECONDS, data };
}

export function positiveAnswer(answers: readonly Answer[]): DnsAnswer {
  return { code: "NOERROR", answers, authorities: [] };
}

export function negativeAnswer(code: ResponseCode, zone = "test"): DnsAnswer {
  return { code, answers: [], authorities: [startOfAuthority(zone)] };
}

function startOfAuthority(name: string): Answer {
  const timing = { serial: 1, refresh: 3_600, retry: 600, expire: 86_400, minimum: TTL_SECONDS };
  return {
    type: "SOA",
    name,
    ttl: TTL_SECONDS,
    data: { mname: "ns.test", rname: "hostmaster.test", ...timing },
  };
}
