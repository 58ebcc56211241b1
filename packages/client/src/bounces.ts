import type { ReportBounce } from "@winnow/contracts";
import type { Bounce, BounceAnswer } from "#answers.ts";
import type { CallOptions } from "#http/call.ts";
import { jsonBody } from "#http/json.ts";
import type { Transport } from "#http/transport.ts";
import { paginate, type ListOptions } from "#paginate.ts";

export interface Bounces {
  /**
   * Reports a paid email that bounced. A hard bounce within the guarantee is refunded once, so repeating the report is safe.
   */
  report(bounce: ReportBounce, options?: CallOptions): Promise<BounceAnswer>;
  /** Reported bounces with their decisions, newest first. */
  list(options?: ListOptions): AsyncGenerator<Bounce, void, undefined>;
}

export function createBounces(transport: Transport): Bounces {
  return {
    report: (bounce, options) =>
      transport.ask({ method: "POST", path: "/v1/bounces", ...jsonBody(bounce), ...options }),
    list: (options) => paginate(transport, "/v1/bounces", options),
  };
}
