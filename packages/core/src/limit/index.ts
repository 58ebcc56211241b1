export { consume, consumeAll } from "./consume.ts";
export type { Limit, LimitPolicy, LimitState } from "./consume.ts";
