export { readBacklog } from "./backlog.ts";
export { processChunk } from "./process.ts";
export type { ProcessOutcome } from "./process.ts";
