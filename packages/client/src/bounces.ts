import { BounceAnswer, BouncePage, type Bounce, type ReportBounce } from "@winnow/contracts";
import type { CallOptions } from "#http/call.ts";
import { paginate, type ListOptions } from "#paginate.ts";
import { jsonBody, type Transport } from "#http/transport.ts";

export interface Bounces {
  /** Reports an email that was paid for and came back; a hard bounce in time is refunded, once. Repeating it is safe. */
  report(bounce: ReportBounce, options?: CallOptions): Promise<BounceAnswer>;
  /** What was reported and decided, newest first. */
  list(options?: ListOptions): AsyncGenerator<Bounce, void, undefined>;
}

export function createBounces(transport: Transport): Bounces {
  return {
    report: (bounce, { signal } = {}) =>
      transport.ask(
        {
          method: "POST",
          path: "/v1/bounces",
          ...jsonBody(bounce),
          signal,
        },
        BounceAnswer,
      ),
    list: (options = {}) => paginate(transport, "/v1/bounces", BouncePage, options),
  };
}
