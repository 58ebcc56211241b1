import type { Attempt } from "#listen/forward.ts";
import type { Callback } from "#listen/callback.ts";

/** Width of ids and names; a longer one moves only the rest of its line. */
const WIDTHS = { type: 16, id: 37, job: 30 };

/** One attempt in one line: time, type, id, job, the receiver's answer, and how long it took. */
export function attemptLine(callback: Callback, attempt: Attempt, at: Date): string {
  const { number, status, error, ms, againInMs, outcome } = attempt;
  const again =
    againInMs === null
      ? outcome === "delivered"
        ? []
        : [status === 410 ? "no more attempts wanted" : `given up after ${countOf(number)}`]
      : [`again in ${Math.ceil(againInMs / 1000)} s`];
  return lineOf(callback, at, [
    status === null ? (error ?? "no answer") : String(status),
    `${ms} ms`,
    ...again,
  ]);
}

/** An event that is only printed. */
export function eventLine(callback: Callback, at: Date): string {
  return lineOf(callback, at, []);
}

/** The same as JSON. */
export function attemptJson({ id, type, jobId, sequence }: Callback, attempt: Attempt, at: Date): object {
  const { number, outcome, status, error, ms, againInMs } = attempt;
  return {
    time: at.toISOString(),
    type,
    id,
    job_id: jobId,
    sequence,
    attempt: number,
    outcome,
    status,
    error,
    ms,
    again_in_ms: againInMs,
  };
}

function lineOf({ type, id, jobId }: Callback, at: Date, rest: readonly string[]): string {
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => String(part).padStart(2, "0"));
  const cells = [
    time.join(":"),
    type.padEnd(WIDTHS.type),
    id.padEnd(WIDTHS.id),
    (jobId ?? "-").padEnd(WIDTHS.job),
    ...rest,
  ];
  return `${cells.join("  ").trimEnd()}\n`;
}

function countOf(attempts: number): string {
  return attempts === 1 ? "1 attempt" : `${attempts} attempts`;
}
