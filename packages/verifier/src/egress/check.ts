import type { Ternary } from "#evidence/vocabulary.ts";

/**
 * `broken`: verdicts cannot be trusted, or there are none. `warning`: some mail hosts will object. `not_measured`: the settings
 * of the check are missing, or there was no answer.
 */
export type EgressCheckState = "ok" | "warning" | "broken" | "not_measured";

/** The checks, in the order of the report. */
export type EgressCheckName =
  | "resolver"
  | "port_25"
  | "reverse_name"
  | "helo_name"
  | "sender_policy"
  | "return_path"
  | "block_lists"
  | "canaries";

/** The result of one check. */
export interface EgressCheck {
  readonly name: EgressCheckName;
  readonly state: EgressCheckState;
  /** Observations, in sentences. */
  readonly evidence: readonly string[];
  /** The fix, in one sentence; absent when the check is ok. */
  readonly fix?: string;
}

/** The result of an audit of the sending side. */
export interface EgressReport {
  /** The address that others see; absent when it is not configured and cannot be derived. */
  readonly address?: string;
  /** Whether verdicts from SMTP can be trusted. Only port 25, block lists and canaries can make it `no`. */
  readonly healthy: Ternary;
  readonly checks: readonly EgressCheck[];
  readonly checkedAt: Date;
}

/** The checks that decide whether verdicts are true. The others are about hosts that may object, and that would say so. */
const DECISIVE: ReadonlySet<EgressCheckName> = new Set(["port_25", "block_lists", "canaries"]);

/** One broken decisive check is enough; without a measured one the result is unmeasured. */
export function healthOf(checks: readonly EgressCheck[]): Ternary {
  const states = checks.filter(({ name }) => DECISIVE.has(name)).map(({ state }) => state);
  if (states.includes("broken")) return "no";
  return states.every((state) => state === "not_measured") ? "unmeasured" : "yes";
}
