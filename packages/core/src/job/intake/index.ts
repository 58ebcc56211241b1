export { createJob } from "./create.ts";
export type { CreateJobOutcome } from "./create.ts";
export { previewJob } from "./preview.ts";
export { rerunJob } from "./rerun.ts";
export { runSingle } from "./run-single.ts";
export type { JobInput } from "./source.ts";
export { startUpload } from "./start-upload.ts";
