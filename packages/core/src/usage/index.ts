export { countCalls } from "./count-calls.ts";
export type { CallCount } from "./count-calls.ts";
export { groupUsage } from "./group.ts";
export type { GroupUsageOutcome } from "./group.ts";
export { readUsage } from "./read.ts";
