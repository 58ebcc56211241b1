export { deliverDue } from "./deliver.ts";
export type { DeliverOutcome } from "./deliver.ts";
