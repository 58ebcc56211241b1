import { z } from "zod";
import { Timestamp } from "../page.ts";

/** `broken`: verdicts cannot be trusted, or cannot be had. `warning`: some mail hosts will object. */
export const CheckState = z.enum(["ok", "warning", "broken", "not_measured"]);
export type CheckState = z.infer<typeof CheckState>;

/** One thing that was looked at, what was seen, and what to do about it. */
export const HealthCheck = z.object({
  name: z.string(),
  state: CheckState,
  /** In sentences. */
  evidence: z.array(z.string()),
  /** In one sentence; null where all is well. */
  fix: z.string().nullable(),
  /** The settings that it is measured with or put right by. */
  settings: z.array(z.string()),
});
export type HealthCheck = z.infer<typeof HealthCheck>;

/** One way out to mail hosts. While it is not healthy, live jobs are held with the reason `egress_unhealthy`. */
export const Egress = z.object({
  /** As it is configured; `default` where nothing is. */
  egress: z.string(),
  /** The address that mail hosts see; null where it is not known. */
  address: z.string().nullable(),
  /** `no` follows from port 25, block lists and canaries only. */
  healthy: z.enum(["yes", "no", "unmeasured"]),
  since: Timestamp,
  /** null: the first audit is under way. */
  checked_at: Timestamp.nullable(),
  /** Whether it was audited lately: what is older holds nobody. */
  current: z.boolean(),
  checks: z.array(HealthCheck),
});
export type Egress = z.infer<typeof Egress>;

export const EgressList = z.object({ data: z.array(Egress) });
export type EgressList = z.infer<typeof EgressList>;

/** Everything that a server needs to work, looked at one by one. */
export const Doctor = z.object({
  /** The worst of all. */
  state: CheckState,
  /** The server's own: database, queues, workers. */
  checks: z.array(HealthCheck),
  egress: z.array(Egress),
});
export type Doctor = z.infer<typeof Doctor>;
