import {
  AddSuppressionsAnswer,
  SuppressionPage,
  type AddSuppressions,
  type Suppression,
  type SuppressionKind,
} from "@winnow/contracts";
import { SUPPRESSIONS_MAX } from "@winnow/contracts/plain";
import type { CallOptions } from "#http/call.ts";
import { paginate, type ListOptions } from "#paginate.ts";
import { jsonBody, type Transport } from "#http/transport.ts";

export interface SuppressionFilter {
  readonly kind?: SuppressionKind;
  /** Exactly this email, domain or person. */
  readonly value?: string;
}

/** Emails and domains that are never processed, revealed or billed. */
export interface Suppressions {
  /** Any number; sent 1,000 at a time. Repeating it is safe. */
  add(suppressions: AddSuppressions["suppressions"], options?: CallOptions): Promise<readonly Suppression[]>;
  list(filter?: SuppressionFilter, options?: ListOptions): AsyncGenerator<Suppression, void, undefined>;
  remove(id: string, options?: CallOptions): Promise<void>;
}

export function createSuppressions(transport: Transport): Suppressions {
  return {
    async add(suppressions, options) {
      const added: Suppression[] = [];
      for (let start = 0; start < suppressions.length; start += SUPPRESSIONS_MAX) {
        const body = jsonBody({ suppressions: suppressions.slice(start, start + SUPPRESSIONS_MAX) });
        const call = { method: "POST", path: "/v1/suppressions", ...body, ...options } as const;
        added.push(...(await transport.ask(call, AddSuppressionsAnswer)).data);
      }
      return added;
    },
    list: (filter, options = {}) =>
      paginate(transport, "/v1/suppressions", SuppressionPage, options, { ...filter }),
    remove: async (id, options) => {
      const path = `/v1/suppressions/${encodeURIComponent(id)}`;
      await transport.send({ method: "DELETE", path, repeatable: "refused", ...options });
    },
  };
}
