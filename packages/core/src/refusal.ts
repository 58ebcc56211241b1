import type { ErrorCode, ProblemDetail } from "@winnow/contracts";

/** A call that is refused for a reason that the caller can mend: nothing was stored and nothing charged. */
export interface Refusal {
  readonly outcome: "refused";
  readonly code: ErrorCode;
  readonly detail: string;
  readonly errors?: readonly ProblemDetail[];
  /** Further members that the code promises: `required`, `available`, `shortfall`, `candidates`… */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** Ends a transaction with a refusal: what it wrote is rolled back. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Omit<Refusal, "outcome">) {
    super(refusal.detail);
    this.refusal = { outcome: "refused", ...refusal };
  }
}

/** Runs to the end, or to a refusal. @throws whatever else is thrown. */
export async function orRefusal<Outcome>(run: () => Promise<Outcome>): Promise<Outcome | Refusal> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}
