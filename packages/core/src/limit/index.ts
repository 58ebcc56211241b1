export { consume } from "./consume.ts";
export type { LimitPolicy, LimitState } from "./consume.ts";
