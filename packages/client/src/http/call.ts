import type { RequestBody } from "#http/request-body.ts";
import type { Repeatable } from "#http/retry.ts";
import type { TimeLimit } from "#http/time-limit.ts";

/** The last parameter of every call. */
export interface CallOptions {
  /** Ends the call, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Milliseconds, more than 0; `Infinity` means no limit. A call that reads (30,000 by default) or changes something (60,000)
   * ends within them, repetitions included. An upload or a download may take as long as it needs, and ends after a silence of
   * this length (120,000). The call then rejects with a WinnowError `timeout`.
   */
  readonly timeoutMs?: number | undefined;
}

/** Parameters of a query; a list is repeated under its name. */
export type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** One call to the server. */
export interface Call extends CallOptions {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly query?: Query | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  /** `always` when left out. */
  readonly repeatable?: Repeatable;
  /** Depends on the method when left out. */
  readonly limit?: TimeLimit;
}
