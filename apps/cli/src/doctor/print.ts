import type { Doctor, Egress, HealthCheck } from "@winnow/client";
import type { CheckState } from "@winnow/contracts";

/** A sign and a word for each state: the sign is quicker to see, the word is read by a screen reader. */
const SIGNS: Readonly<Record<CheckState, string>> = {
  ok: "✓ ok",
  warning: "! warning",
  broken: "✗ broken",
  not_measured: "- not measured",
};
const WIDTH = Math.max(...Object.values(SIGNS).map((sign) => sign.length)) + 2;

/** A report of the doctor as text. */
export function printDoctor({ checks, egress }: Doctor): string {
  const all = [...checks, ...egress.flatMap((one) => one.checks)];
  return printable(
    [
      "Server",
      ...checks.flatMap(linesOf),
      ...egress.flatMap((one) => ["", titleOf(one), ...one.checks.flatMap(linesOf)]),
      ...(egress.length === 0 ? ["", "Egress: no worker has completed an audit yet."] : []),
      "",
      `${sumOf(all)}\n`,
    ].join("\n"),
  );
}

function titleOf({ egress, address, healthy, since, checked_at: checkedAt }: Egress): string {
  const seen = address === null || address === egress ? egress : `${egress} (${address})`;
  if (checkedAt === null) return `Egress ${seen}: the first audit is under way`;
  const held = healthy === "no" ? `out of order since ${since}, live jobs are held` : "";
  return [`Egress ${seen}, audited ${checkedAt}`, held].filter((part) => part !== "").join(": ");
}

function linesOf({ name, state, evidence, fix, settings }: HealthCheck): string[] {
  const [first = "", ...others] = evidence;
  const margin = " ".repeat(WIDTH);
  const where = settings.length === 0 ? "" : ` (${settings.join(", ")})`;
  return [
    `${signOf(state).padEnd(WIDTH)}${name.replaceAll("_", " ")}: ${first}`,
    ...others.map((line) => `${margin}${line}`),
    ...(fix === null ? [] : [`${margin}→ ${fix}${where}`]),
  ];
}

/** A newer server may send other states. */
function signOf(state: string): string {
  return Object.hasOwn(SIGNS, state) ? SIGNS[state as CheckState] : `? ${state}`;
}

function sumOf(checks: readonly HealthCheck[]): string {
  const count = (state: CheckState): number => checks.filter((check) => check.state === state).length;
  return (["broken", "warning", "ok", "not_measured"] as const)
    .map((state) => `${count(state)} ${state.replace("_", " ")}`)
    .join(", ");
}

/** A mail host chooses its greeting: its control characters must not reach the terminal. */
function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]/gu, "\uFFFD");
}
