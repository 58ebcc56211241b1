/** A zone that lists addresses (RFC 5782), or does not do so as it should. */
interface BlockList {
  readonly zone: string;
  readonly does: string;
  /** @returns the address that stands for a listing, undefined where the name does not exist. */
  readonly look: (address: string, listed: ReadonlySet<string>) => string | undefined;
}

/** RFC 5782 §5: every list holds this address, so that people can see whether it works. */
const TEST_ENTRY = "127.0.0.2";
const LISTED = "127.0.0.2";

export const blockLists: readonly BlockList[] = [
  {
    zone: "blocklist.test",
    does: "Lists what `sandbox.blockListed` holds",
    look: (address, listed) => (address === TEST_ENTRY || listed.has(address) ? LISTED : undefined),
  },
  {
    zone: "refusing-list.test",
    does: "Answers 127.255.255.254 to everything, as Spamhaus does to public resolvers: it refuses to tell",
    look: () => "127.255.255.254",
  },
  {
    zone: "parked-list.test",
    does: "Lists the whole world, as lists do whose domain was given up",
    look: () => LISTED,
  },
];
