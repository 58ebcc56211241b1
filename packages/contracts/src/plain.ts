/** What a client needs of the contract while it runs. Nothing here imports zod, so that it stays out of bundles. */
export { parseRetryAfter } from "./error/retry-after.ts";
export { SUPPRESSIONS_MAX } from "./suppression/limit.ts";
