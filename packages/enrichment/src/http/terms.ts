import { z } from "zod";
import type { ProviderTerms } from "#paid-provider.ts";

/** The price of a service's answers, and its limits. Every field but `price` has a default. */
export const HttpProviderTerms = z.strictObject({
  /** Credits of that service for one charged call, for the operator's books. */
  price: z.number().nonnegative(),
  /** `match`: also for a person without an address. */
  charged: z.enum(["found", "match", "call"]).default("found"),
  timeout_ms: z.int().min(100).max(60_000).default(10_000),
  concurrency: z.int().min(1).max(1_000).default(4),
  breaker: z
    .strictObject({
      failures: z.int().min(1).max(1_000).default(5),
      open_ms: z.int().min(100).max(3_600_000).default(30_000),
    })
    .prefault({}),
  fresh_for_days: z.int().min(0).max(3_650).default(90),
});
export type HttpProviderTerms = z.infer<typeof HttpProviderTerms>;

/** The terms under the names of `PaidTerms`. */
export function termsOf(
  terms: HttpProviderTerms,
  afterUnknown: ProviderTerms["afterUnknown"],
): ProviderTerms {
  return {
    priceCredits: terms.price,
    charged: terms.charged,
    timeoutMs: terms.timeout_ms,
    concurrency: terms.concurrency,
    breaker: { failures: terms.breaker.failures, openMs: terms.breaker.open_ms },
    freshForDays: terms.fresh_for_days,
    afterUnknown,
  };
}
