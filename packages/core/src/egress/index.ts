export { attendEgress, leaveEgress } from "./attend.ts";
export type { Attendance } from "./attend.ts";
export type { EgressHealth } from "./health.ts";
export { readEgresses } from "./read.ts";
export { recordEgressAudit } from "./record.ts";
export type { EgressAudit } from "./record.ts";
export { countWorkers } from "./workers.ts";
