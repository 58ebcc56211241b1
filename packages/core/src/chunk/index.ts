export { readBacklog } from "./backlog.ts";
export { createFairShare } from "./fair-share.ts";
export { processDue } from "./process-due.ts";
export type { ProcessOutcome } from "./process.ts";
