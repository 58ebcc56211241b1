import type { Ternary } from "#evidence/vocabulary.ts";

/**
 * `broken`: verdicts cannot be trusted, or cannot be had. `warning`: some mail hosts will object. `not_measured`: nothing
 * to measure it with is configured, or nobody answered.
 */
export type EgressCheckState = "ok" | "warning" | "broken" | "not_measured";

/** What is looked at, in the order of the report. */
export type EgressCheckName =
  | "resolver"
  | "port_25"
  | "reverse_name"
  | "helo_name"
  | "sender_policy"
  | "return_path"
  | "block_lists"
  | "canaries";

/** One thing that was looked at. */
export interface EgressCheck {
  readonly name: EgressCheckName;
  readonly state: EgressCheckState;
  /** What was seen, in sentences. */
  readonly evidence: readonly string[];
  /** What to do about it, in one sentence; absent where all is well. */
  readonly fix?: string;
}

/** What an audit found out about the sending side. */
export interface EgressReport {
  /** The address that others see; absent where none is configured and none follows from the rest. */
  readonly address?: string;
  /** Whether verdicts from SMTP can be trusted. `no` follows from port 25, block lists and canaries only. */
  readonly healthy: Ternary;
  readonly checks: readonly EgressCheck[];
  readonly checkedAt: Date;
}

/** What lies between us and a true verdict. The other checks are about hosts that may object, and would say so. */
const DECISIVE: ReadonlySet<EgressCheckName> = new Set(["port_25", "block_lists", "canaries"]);

/** One broken decisive check is enough; none measured says nothing. */
export function healthOf(checks: readonly EgressCheck[]): Ternary {
  const states = checks.filter(({ name }) => DECISIVE.has(name)).map(({ state }) => state);
  if (states.includes("broken")) return "no";
  return states.every((state) => state === "not_measured") ? "unmeasured" : "yes";
}
