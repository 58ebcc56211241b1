/** Why a live job is held: every way out to mail hosts is broken. */
export const EGRESS_UNHEALTHY = "egress_unhealthy";

/** Whether a way out to mail hosts is in order, as far as it was measured lately. */
export type EgressHealth = "yes" | "no" | "unmeasured";
