export { getJob } from "./get.ts";
export { listJobs } from "./list.ts";
export type { ListJobsOutcome } from "./list.ts";
