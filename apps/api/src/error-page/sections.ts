import { errorCatalogue, errorSubjects, type ErrorCode, type ErrorDefinition } from "@winnow/contracts";
import { exampleCalls } from "#error-page/calls.ts";
import { readRecordedProblems } from "#error-page/recorded.ts";

/** What the page says of one code. */
export interface ErrorSection extends ErrorDefinition {
  readonly code: ErrorCode;
  /** A call that is answered with the code, as HTTP. */
  readonly call: string;
  /** The problem body of that answer, as JSON. */
  readonly problem: string;
}

/** The sections of the page of errors, by subject. */
export function errorSections(): readonly { readonly title: string; readonly sections: ErrorSection[] }[] {
  const recorded = readRecordedProblems();
  return errorSubjects.map(({ title, codes }) => ({
    title,
    sections: codes.map((code) => ({
      ...errorCatalogue[code],
      code,
      call: exampleCalls[code],
      problem: JSON.stringify(recorded[code], undefined, 2),
    })),
  }));
}

/** Whether sending the same request again may help, as the page says it. */
export function describeRetry({ retryable }: ErrorDefinition): string {
  return retryable
    ? "The same request may succeed later."
    : "The same request fails again until it is changed.";
}

export const INTRODUCTION =
  "The server refuses a request with application/problem+json (RFC 9457). The code of the problem is one of these, and its type and docs_url lead to the section of the code. Programs branch on the code: its meaning never changes, and later versions may add codes. In the examples, $KEY is an API key, $SESSION a session cookie, and $LONG a text that exceeds the limit.";
export const FIELD_INTRODUCTION =
  "Some problems have errors, one entry for each mistake. Its pointer says where the mistake is, its message describes it, and its code is one of these.";
