import type { BillableStatus, JobKind } from "@winnow/contracts";

/** What has a price of its own: a row that is verified, a row that is enriched, a contact that is revealed. */
export type PricedOperation = JobKind | "reveal";

/** What one result costs, and which results cost it. */
export interface Price {
  /** A whole number; 0 is free. */
  readonly millicredits: number;
  /** The email statuses that a result is billed for; any other result is free. */
  readonly billable: readonly BillableStatus[];
}

/**
 * What this server charges, as it is configured: for jobs and uploads that are quoted from now on. A job keeps the price
 * that it was quoted, so the work on it does not read this list.
 */
export type PriceList = Readonly<Record<PricedOperation, Price>>;

/** What verbs that quote are given beside their context. */
export interface Priced {
  readonly prices: PriceList;
}
