import type { ErrorCode, ProblemDetail } from "@winnow/contracts";
import type { UnreadableCsvError } from "#csv/read-records.ts";

/** A refusal: nothing was stored and nothing charged. */
export interface JobRefusal {
  readonly outcome: "refused";
  readonly code: Extract<
    ErrorCode,
    | "idempotency_in_progress"
    | "idempotency_key_reused"
    | "insufficient_credits"
    | "key_budget_exceeded"
    | "mapping_ambiguous"
    | "payload_too_large"
    | "rate_limited"
    | "results_expired"
    | "not_found"
    | "unreadable_csv"
    | "unsupported_media_type"
    | "upload_started"
    | "validation_failed"
  >;
  readonly detail: string;
  readonly errors?: readonly ProblemDetail[];
  /** What the code promises beside: `required`, `available`, `shortfall`, `candidates`… */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** Ends the transaction with a refusal. */
export class Refused extends Error {
  readonly refusal: JobRefusal;
  constructor(refusal: Omit<JobRefusal, "outcome">) {
    super(refusal.detail);
    this.refusal = { outcome: "refused", ...refusal };
  }
}

export function emptyFile(): Refused {
  return invalid("", "empty_file", "The file has no data row.");
}

export function tooManyRows(limit: number): Refused {
  return new Refused({
    code: "payload_too_large",
    detail: `The file has more than ${limit} rows, which is the most that one job takes here: split it.`,
    members: { limit_rows: limit },
  });
}

/** The refusal of one member. */
export function invalid(pointer: string, code: string, message: string): Refused {
  return new Refused({ code: "validation_failed", detail: message, errors: [{ pointer, code, message }] });
}

/** The refusal of a file that is no CSV. */
export function unreadable(error: UnreadableCsvError): JobRefusal {
  return {
    outcome: "refused",
    code: "unreadable_csv",
    detail: error.message,
    errors: [{ pointer: `line ${error.line}`, code: "open_quote", message: error.message }],
    members: { line: error.line },
  };
}
