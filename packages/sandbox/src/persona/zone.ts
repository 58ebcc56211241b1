/** The DNS records of one domain. Hosts are named by their label in the persona's `hosts`. */
export type Zone =
  | {
      readonly outcome: "found";
      /** MX, in the order given. */
      readonly exchanges: readonly Exchange[];
      /** The host at the domain's own address; absent = it has none. */
      readonly addressOf?: string;
      readonly text?: readonly string[];
    }
  /** A CNAME. */
  | { readonly outcome: "alias"; readonly target: string }
  | { readonly outcome: "nxdomain" }
  | { readonly outcome: "servfail" };

export interface Exchange {
  readonly preference: number;
  /**
   * Label of a host below the domain or, with a final dot as in zone files, a whole name; `.` is the null MX (RFC 7505).
   */
  readonly host: string;
}

/** A domain with these hosts as its MX, by rising preference. */
export function exchanges(...hosts: readonly string[]): Zone {
  return {
    outcome: "found",
    exchanges: hosts.map((host, index) => ({ preference: (index + 1) * 10, host })),
    text: ["v=spf1 -all"],
  };
}
