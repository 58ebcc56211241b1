/** Why a live job is held: every egress to mail hosts is broken. */
export const EGRESS_UNHEALTHY = "egress_unhealthy";

/** Whether an egress to mail hosts works, as far as a recent audit says. */
export type EgressHealth = "yes" | "no" | "unmeasured";
