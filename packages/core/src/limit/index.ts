export { withSlot } from "./concurrency.ts";
export type { ConcurrencyPolicy } from "./concurrency.ts";
export { consumeLimit, consumeLimits } from "./consume.ts";
export type { Limit, LimitPolicy, LimitState } from "./consume.ts";
