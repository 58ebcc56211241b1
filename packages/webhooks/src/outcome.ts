import type { UrlRefusalCode } from "#target.ts";
import type { ConnectError } from "#connect-failure.ts";

/** A 2xx: the receiver has accepted the event. */
export interface Delivered {
  readonly outcome: "delivered";
  readonly status: number;
  readonly ms: number;
  /** The first 1,024 bytes of the answer, safe to store and print. */
  readonly excerpt: string;
}

/** Any other status. */
export interface Rejected {
  readonly outcome: "rejected";
  readonly status: number;
  /** `redirect` is a 3xx: redirects are not followed. */
  readonly error: "status" | "redirect";
  /** 410: the receiver wants no more events; disable the endpoint. */
  readonly gone: boolean;
  /** The wait of `Retry-After`, uncapped. */
  readonly retryAfterMs?: number;
  readonly ms: number;
  readonly excerpt: string;
}

/** There was no complete answer. */
export interface Unreachable {
  readonly outcome: "unreachable";
  /** `aborted`: by the caller's signal or the end of the sender; the receiver is not the cause. */
  readonly error: "aborted" | "forbidden_header" | ConnectError | Exclude<UrlRefusalCode, "unresolvable">;
  readonly message: string;
  readonly ms: number;
}

export type SendOutcome = Delivered | Rejected | Unreachable;
