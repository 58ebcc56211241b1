import type { CheckState, HealthCheck } from "@winnow/contracts";

/** From harmless to grave. A check that was not measured does not count as broken. */
const GRAVITY: readonly CheckState[] = ["not_measured", "ok", "warning", "broken"];

/** The gravest of several states; `ok` when none was measured. */
export function worstOf(states: readonly CheckState[]): CheckState {
  const gravest = Math.max(0, ...states.map((state) => GRAVITY.indexOf(state)));
  const state = GRAVITY[gravest] ?? "ok";
  return state === "not_measured" ? "ok" : state;
}

/** A check that is in order. */
export function healthyCheck(name: string, evidence: readonly string[]): HealthCheck {
  return { name, state: "ok", evidence: [...evidence], fix: null, settings: [] };
}

/** A check that failed, with its fix. */
export function failedCheck(
  name: string,
  state: "warning" | "broken",
  {
    evidence,
    fix,
    settings = [],
  }: { evidence: readonly string[]; fix: string; settings?: readonly string[] },
): HealthCheck {
  return { name, state, evidence: [...evidence], fix, settings: [...settings] };
}
