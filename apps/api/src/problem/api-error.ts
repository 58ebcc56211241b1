import { errorCatalogue, type ErrorCode, type ProblemDetail } from "@winnow/contracts";

export interface ApiErrorOptions {
  /** What went wrong this time; the catalogue's hint when left out. */
  readonly detail?: string;
  readonly errors?: readonly ProblemDetail[];
  /** Members that this code promises: `required`, `limit_bytes`… */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** A refusal with a code of the error table. Thrown anywhere in a route, it becomes the answer. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ErrorCode;
  readonly status: number;
  readonly errors: readonly ProblemDetail[] | undefined;
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, options: ApiErrorOptions = {}) {
    super(options.detail ?? errorCatalogue[code].hint, { cause: options.cause });
    this.code = code;
    this.status = errorCatalogue[code].status;
    this.errors = options.errors;
    this.members = options.members ?? {};
    this.headers = options.headers ?? {};
  }
}
