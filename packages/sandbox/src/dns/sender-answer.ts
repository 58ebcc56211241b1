import type { Answer } from "dns-packet";
import { addressAnswer, negativeAnswer, positiveAnswer, TTL_SECONDS, type DnsAnswer } from "#dns/answer.ts";
import { blockLists } from "#sender/block-list.ts";
import { senders } from "#sender/index.ts";
import type { Sender } from "#sender/sender.ts";

const REVERSE_ZONE = "77.127.in-addr.arpa";

/**
 * The answers of the name server about senders: names of their addresses, their own records, and block lists.
 * @param name lower case, without the final dot
 * @returns undefined for names that do not belong to senders.
 */
export function answerOfSender(
  name: string,
  type: string,
  listed: ReadonlySet<string>,
): DnsAnswer | undefined {
  if (name.endsWith(`.${REVERSE_ZONE}`)) return answerReverse(name, type);
  for (const { zone, look } of blockLists) {
    if (!name.endsWith(`.${zone}`)) continue;
    const code = look(turned(name.slice(0, -zone.length - 1)), listed);
    if (code === undefined) return negativeAnswer("NXDOMAIN", zone);
    return type === "A" ? positiveAnswer([addressAnswer(name, code)]) : negativeAnswer("NOERROR", zone);
  }
  const sender = senders.find((one) => one.name === name);
  const record = sender === undefined ? undefined : recordOf(sender, type);
  return record === undefined ? undefined : positiveAnswer([record]);
}

function answerReverse(name: string, type: string): DnsAnswer {
  const own = turned(name.slice(0, -".in-addr.arpa".length));
  const pointer = senders.find((sender) => sender.address === own)?.pointer;
  if (pointer === undefined) return negativeAnswer("NXDOMAIN", REVERSE_ZONE);
  if (type !== "PTR") return negativeAnswer("NOERROR", REVERSE_ZONE);
  return positiveAnswer([{ type: "PTR", name, ttl: TTL_SECONDS, data: pointer }]);
}

/** All other records, such as the MX, are the persona's. */
function recordOf(sender: Sender, type: string): Answer | undefined {
  if (type === "A") return addressAnswer(sender.name, sender.address);
  if (type !== "TXT") return undefined;
  return { type: "TXT", name: sender.name, ttl: TTL_SECONDS, data: [...sender.text] };
}

/** Reverse zones and block lists name an address in reverse. */
function turned(labels: string): string {
  return labels.split(".").toReversed().join(".");
}
