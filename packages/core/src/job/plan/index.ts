export { planJob } from "./plan.ts";
export type { PlanOutcome } from "./plan.ts";
