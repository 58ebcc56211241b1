export { sweep, forgetIdempotencyKeys } from "./sweep.ts";
export type { SweepReport } from "./sweep.ts";
