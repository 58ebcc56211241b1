export { getJob } from "./get.ts";
export { chunkTransitions, jobTransitions, rowEnds } from "./transitions.ts";
export type { JobTransition } from "./transitions.ts";
export { listJobs } from "./list.ts";
export type { ListJobsOutcome } from "./list.ts";
