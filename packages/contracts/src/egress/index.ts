export { CheckState, Doctor, Egress, EgressList, HealthCheck } from "./egress.ts";
