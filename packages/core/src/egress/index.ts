export { recordEgressHeartbeat, leaveEgress } from "./heartbeat.ts";
export type { EgressHeartbeat } from "./heartbeat.ts";
export type { EgressHealth } from "./health.ts";
export { readEgresses } from "./read.ts";
export { recordEgressAudit } from "./record.ts";
export type { EgressAudit } from "./record.ts";
export { countWorkers } from "./workers.ts";
