import type { ErrorCode } from "@winnow/contracts";
import type { Problem } from "#answers.ts";

/**
 * A code of the server's error table, or one of the client itself. Newer servers may have more codes.
 *
 * `network_error`: no connection, or it broke. `timeout`: the call took longer than `timeoutMs`. `not_winnow`: the answer is not
 * from a Winnow server, such as a proxy's page, a redirect or another service at `baseUrl`. `unexpected_answer`: an answer
 * without a field that this client needs. `unexpected_event`: a signed callback that is not an event.
 */
export type WinnowErrorCode =
  | ErrorCode
  | "network_error"
  | "timeout"
  | "not_winnow"
  | "unexpected_answer"
  | "unexpected_event"
  | (string & {});

export interface WinnowErrorOptions {
  readonly code: WinnowErrorCode;
  readonly message: string;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly retryable: boolean;
  readonly requestId?: string | undefined;
  readonly problem?: Problem | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** A call that did not succeed: refused by the server, or not answered at all. */
export class WinnowError extends Error {
  override readonly name = "WinnowError";
  readonly code: WinnowErrorCode;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** Whether the same call may succeed later without being changed. */
  readonly retryable: boolean;
  /** Identifies the request in the server's log: quote it to the server's operator. undefined when there was no answer. */
  readonly requestId: string | undefined;
  /** The whole problem document (RFC 9457), with the fields of its code. */
  readonly problem: Problem | undefined;
  /** Milliseconds to wait, as the server's Retry-After says. */
  readonly retryAfterMs: number | undefined;

  constructor(options: WinnowErrorOptions) {
    super(options.message, { cause: options.cause });
    this.code = options.code;
    this.status = options.status;
    this.retryable = options.retryable;
    this.requestId = options.requestId;
    this.problem = options.problem;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** fetch says only "fetch failed"; its cause names the reason. */
export function reasonOf(error: unknown): string {
  const cause = (error as { cause?: unknown } | null)?.cause;
  const inner = cause instanceof Error ? cause : error;
  const { code, message } = inner as { code?: string; message?: string };
  return code ?? message ?? String(inner);
}
