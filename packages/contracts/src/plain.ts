/** The parts of the contract that a client needs at run time. They do not import zod, so that bundles stay small. */
export { parseRetryAfter } from "./error/retry-after.ts";
export { SUPPRESSIONS_MAX } from "./suppression/limit.ts";
