import type { RequestBody } from "#http/request-body.ts";
import type { Repeatable } from "#http/retry.ts";

/** What every call takes as its last parameter. */
export interface CallOptions {
  /** Ends the call, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Members of a query; a list is repeated under its name. */
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
}
