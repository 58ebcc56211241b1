import ipaddr from "ipaddr.js";
import type { EgressCheck } from "#egress/check.ts";
import type { Names } from "#dns/names.ts";
import { reverseLabels } from "#dns/reverse-labels.ts";

/** What one list says. */
type Listing =
  | { readonly outcome: "listed" | "clear"; readonly words: string }
  /** It does not work for us: it says so, or its test entries are not as they must be. */
  | { readonly outcome: "useless"; readonly words: string };

/** RFC 5782 §5: a list holds the one and never the other. */
const MUST_BE_LISTED = "127.0.0.2";
const MUST_NOT_BE_LISTED = "127.0.0.1";

/** Whether the address stands on a block list. Lists that refuse to tell, or list everything, say nothing. */
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
      address === undefined ? "Set the egress address." : "Name block lists that allow your questions.";
    return { name, state: "not_measured", evidence, fix };
  }
  const listings = await Promise.all(zones.map((zone) => look(zone, address, names)));
  const evidence = listings.map(({ words }) => words);
  if (listings.some(({ outcome }) => outcome === "listed")) {
    const fix = `Find out why ${address} is listed, end it, and ask the list to take the address off.`;
    return { name, state: "broken", evidence, fix };
  }
  if (listings.some(({ outcome }) => outcome === "clear")) return { name, state: "ok", evidence };
  const fix = "Ask through a resolver of your own: lists refuse public ones.";
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
    return { outcome: "useless", words: `${zone} does not tell: ${own}.` };
  }
  if (listed === undefined || !isListing(listed) || unlisted !== undefined) {
    const words = `${zone} does not work: it says ${listed ?? "nothing"} of ${MUST_BE_LISTED} and ${unlisted ?? "nothing"} of ${MUST_NOT_BE_LISTED}.`;
    return { outcome: "useless", words };
  }
  if (own === undefined) return { outcome: "clear", words: `${address} is not on ${zone}.` };
  return { outcome: "listed", words: `${address} is on ${zone}: ${own}.` };
}

/** 127.255.255.x says why a list does not answer; what is outside of 127.0.0.0/8 is no list's answer at all. */
function isListing(codes: string): boolean {
  return codes
    .split(", ")
    .every(
      (code) => ipaddr.IPv4.isValid(code) && code.startsWith("127.") && !code.startsWith("127.255.255."),
    );
}
