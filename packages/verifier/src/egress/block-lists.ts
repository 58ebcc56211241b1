import ipaddr from "ipaddr.js";
import type { EgressCheck } from "#egress/check.ts";
import type { Names } from "#dns/names.ts";
import { reverseLabels } from "#dns/reverse-labels.ts";

/** The answer of one list. */
type Listing =
  | { readonly outcome: "listed" | "clear"; readonly words: string }
  /** It does not work for this server: it says so, or its test entries are wrong. */
  | { readonly outcome: "useless"; readonly words: string };

/** RFC 5782 §5: a list contains the first and never the second. */
const MUST_BE_LISTED = "127.0.0.2";
const MUST_NOT_BE_LISTED = "127.0.0.1";

/** Whether the address is on a block list. Lists that refuse the query, or list every address, do not count. */
export async function checkBlockLists(
  zones: readonly string[],
  address: string | undefined,
  names: Names,
): Promise<EgressCheck> {
  const name = "block_lists";
  if (zones.length === 0 || address === undefined) {
    const evidence = [
      address === undefined ? "The public address is not known." : "No block list is configured.",
    ];
    const fix =
      address === undefined ? "Set the egress address." : "Name block lists that allow your queries.";
    return { name, state: "not_measured", evidence, fix };
  }
  const listings = await Promise.all(zones.map((zone) => look(zone, address, names)));
  const evidence = listings.map(({ words }) => words);
  if (listings.some(({ outcome }) => outcome === "listed")) {
    const fix = `Correct the reason for which ${address} is listed, then request its removal from the list.`;
    return { name, state: "broken", evidence, fix };
  }
  if (listings.some(({ outcome }) => outcome === "clear")) return { name, state: "ok", evidence };
  const fix = "Query them through your own resolver: lists refuse public ones.";
  return { name, state: "not_measured", evidence, fix };
}

async function look(zone: string, address: string, names: Names): Promise<Listing> {
  const ask = async (about: string): Promise<string | undefined> => {
    const answer = await names.addresses(`${reverseLabels(about)}.${zone}`);
    if (answer.outcome === "failure") return answer.code;
    return answer.outcome === "found" ? answer.values.join(", ") : undefined;
  };
  const [own, listed, unlisted] = await Promise.all([
    ask(address),
    ask(MUST_BE_LISTED),
    ask(MUST_NOT_BE_LISTED),
  ]);
  if (own !== undefined && !isListing(own)) {
    return { outcome: "useless", words: `${zone} refuses the query: ${own}.` };
  }
  if (listed === undefined || !isListing(listed) || unlisted !== undefined) {
    const words = `${zone} does not work: it answers ${listed ?? "nothing"} for ${MUST_BE_LISTED} and ${unlisted ?? "nothing"} for ${MUST_NOT_BE_LISTED}.`;
    return { outcome: "useless", words };
  }
  if (own === undefined) return { outcome: "clear", words: `${address} is not on ${zone}.` };
  return { outcome: "listed", words: `${address} is on ${zone}: ${own}.` };
}

/** 127.255.255.x means that a list refuses to answer; an address outside 127.0.0.0/8 is not a list's answer. */
function isListing(codes: string): boolean {
  return codes
    .split(", ")
    .every(
      (code) => ipaddr.IPv4.isValid(code) && code.startsWith("127.") && !code.startsWith("127.255.255."),
    );
}
