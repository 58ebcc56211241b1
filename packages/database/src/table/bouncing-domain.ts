/** A domain whose accepted addresses bounce. */
export interface BouncingDomainTable {
  mode: "live" | "test";
  /** ASCII, lower case. */
  domain: string;
  accepted: number;
  bounced: number;
  last_bounce_at: Date;
}
