import { Problem, type ErrorCode } from "@winnow/contracts";
import { parseRetryAfter } from "@winnow/contracts/plain";
import { parseJson } from "#http/json.ts";

/** A code of the server's error table, or what only a client can tell. Newer servers may know more codes. */
export type WinnowErrorCode = ErrorCode | "network_error" | "unexpected_answer" | (string & {});

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
  /** Quote it to the operator of the server. */
  readonly requestId: string | undefined;
  /** The whole answer, with the members that the code promises. */
  readonly problem: Problem | undefined;
  /** How long the server asked to wait. */
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

/** Statuses that a proxy in front of the server may answer with, without a problem document. */
const PASSING_STATUSES = new Set([429, 502, 503, 504]);

/** The error of an answer that is not a success. Reads the body. */
export async function errorOfAnswer(response: Response): Promise<WinnowError> {
  const text = await response.text().catch(() => "");
  const problem = Problem.safeParse(parseJson(text)).data;
  return new WinnowError({
    code: problem?.code ?? "unexpected_answer",
    message: problem?.detail ?? `The server answered ${response.status} ${response.statusText}`.trim(),
    status: response.status,
    retryable: problem?.retryable ?? PASSING_STATUSES.has(response.status),
    requestId: problem?.request_id ?? response.headers.get("request-id") ?? undefined,
    problem,
    retryAfterMs: parseRetryAfter(response.headers.get("retry-after")),
  });
}

/** fetch says only "fetch failed"; the reason is inside. */
export function reasonOf(error: unknown): string {
  const cause = (error as { cause?: unknown } | null)?.cause;
  const inner = cause instanceof Error ? cause : error;
  const { code, message } = inner as { code?: string; message?: string };
  return code ?? message ?? String(inner);
}
