import type { AddSuppressions, SuppressionKind } from "@winnow/contracts";
import { SUPPRESSIONS_MAX } from "@winnow/contracts/plain";
import type { Suppression } from "#answers.ts";
import type { CallOptions } from "#http/call.ts";
import { jsonBody } from "#http/json.ts";
import type { Transport } from "#http/transport.ts";
import { paginate, type ListOptions } from "#paginate.ts";
import { LIST } from "#shape.ts";

export interface SuppressionFilter {
  readonly kind?: SuppressionKind;
  /** Exactly this email, domain or person. */
  readonly value?: string;
}

/** Emails and domains that are never processed, revealed or billed. */
export interface Suppressions {
  /**
   * Any number of suppressions, sent 1,000 at a time, with a time limit for each call. Repeating it is safe.
   * @returns them in the order given; an earlier suppression keeps its id.
   */
  add(suppressions: AddSuppressions["suppressions"], options?: CallOptions): Promise<readonly Suppression[]>;
  /** Every suppression, or those that the filter names; newest first. */
  list(filter?: SuppressionFilter, options?: ListOptions): AsyncGenerator<Suppression, void, undefined>;
  /** Removes a suppression. @throws WinnowError `not_found` */
  remove(id: string, options?: CallOptions): Promise<void>;
}

export function createSuppressions(transport: Transport): Suppressions {
  return {
    async add(suppressions, options) {
      const added: Suppression[] = [];
      for (let start = 0; start < suppressions.length; start += SUPPRESSIONS_MAX) {
        const body = jsonBody({ suppressions: suppressions.slice(start, start + SUPPRESSIONS_MAX) });
        const call = { method: "POST", path: "/v1/suppressions", ...body, ...options } as const;
        added.push(...(await transport.ask<{ data: Suppression[] }>(call, LIST)).data);
      }
      return added;
    },
    list: (filter = {}, options) => paginate(transport, "/v1/suppressions", options, { ...filter }),
    remove: (id, options) => {
      const path = `/v1/suppressions/${encodeURIComponent(id)}`;
      return transport.send({ method: "DELETE", path, repeatable: "refused", ...options });
    },
  };
}
