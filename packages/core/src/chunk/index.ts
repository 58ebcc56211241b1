export { readBacklog } from "./backlog.ts";
export { createFairShare } from "./fair-share.ts";
export type { FairShare, Pass } from "./fair-share.ts";
export { processChunk } from "./process.ts";
export type { ProcessOutcome } from "./process.ts";
