export { composeWorker } from "./compose.ts";
export type { WorkerParts } from "./compose.ts";
export { runWorker } from "./run.ts";
export { createWorker } from "./worker.ts";
export type { RunningWorker, WorkerDependencies } from "./worker.ts";
