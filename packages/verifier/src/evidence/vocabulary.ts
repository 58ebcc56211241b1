import { verdictReasons } from "@winnow/contracts";

type Sentences = typeof verdictReasons;
export type Status = keyof Sentences;
type ReasonOf<S extends Status> = { [One in S]: keyof Sentences[One] }[S];
export type Reason = ReasonOf<Status>;
export type InvalidReason = ReasonOf<"invalid">;
export type UnknownReason = ReasonOf<"unknown">;

/** Every verdict: status → its reasons. */
export const VERDICTS = Object.fromEntries(
  Object.entries(verdictReasons).map(([status, reasons]) => [status, Object.keys(reasons)]),
) as unknown as { readonly [S in Status]: readonly ReasonOf<S>[] };

/** A status with one of its own reasons. */
export type Verdict = { [S in Status]: { readonly status: S; readonly reason: ReasonOf<S> } }[Status];

const BY_REASON = Object.fromEntries(
  Object.entries(VERDICTS).flatMap(([status, reasons]) =>
    reasons.map((reason) => [reason, Object.freeze({ status, reason })]),
  ),
) as unknown as Record<Reason, Verdict>;

/** The verdict that a reason belongs to: reasons are unique over all statuses. */
export function verdictOf(reason: Reason): Verdict {
  return BY_REASON[reason];
}

/** What a reason means, in one sentence. */
export function sentenceOf({ status, reason }: Verdict): string {
  const sentences: Readonly<Record<string, string>> = verdictReasons[status];
  return sentences[reason] ?? "";
}

/** What is known about something: measured and true, measured and false, or not measured. */
export type Ternary = "yes" | "no" | "unmeasured";
