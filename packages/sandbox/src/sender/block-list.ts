/** A zone that lists addresses (RFC 5782), or misbehaves. */
interface BlockList {
  readonly zone: string;
  readonly does: string;
  /** @returns the address that means a listing, undefined when the name does not exist. */
  readonly look: (address: string, listed: ReadonlySet<string>) => string | undefined;
}

/** RFC 5782 §5: every list contains this address, so that its operation can be tested. */
const TEST_ENTRY = "127.0.0.2";
const LISTED = "127.0.0.2";

export const blockLists: readonly BlockList[] = [
  {
    zone: "blocklist.test",
    does: "Lists the addresses in `sandbox.blockListed`",
    look: (address, listed) => (address === TEST_ENTRY || listed.has(address) ? LISTED : undefined),
  },
  {
    zone: "refusing-list.test",
    does: "Answers 127.255.255.254 to every query, as Spamhaus does to public resolvers: it refuses the query",
    look: () => "127.255.255.254",
  },
  {
    zone: "parked-list.test",
    does: "Lists every address, as lists do after their domain has expired",
    look: () => LISTED,
  },
];
