export { CheckState, Doctor, Egress, EgressHealth, EgressList, HealthCheck } from "./egress.ts";
