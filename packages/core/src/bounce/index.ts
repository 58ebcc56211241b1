export { listBounces } from "./list.ts";
export type { ListBouncesOutcome } from "./list.ts";
export { reportBounce } from "./report.ts";
export type { ReportBounceOutcome } from "./report.ts";
