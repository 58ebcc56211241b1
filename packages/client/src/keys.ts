import type { CreateKey, RollKey } from "@winnow/contracts";
import type { CreatedKey, Key } from "#answers.ts";
import type { CallOptions } from "#http/call.ts";
import { jsonBody } from "#http/json.ts";
import type { Transport } from "#http/transport.ts";
import { LIST } from "#shape.ts";

export interface Keys {
  /** Every key of the organization in this key's mode, newest first. */
  list(options?: CallOptions): Promise<readonly Key[]>;
  /**
   * A key with at most the rights of this one. Its token is shown once, so a call whose answer was lost is not repeated: revoke
   * the key that it may have created.
   */
  create(key: CreateKey, options?: CallOptions): Promise<CreatedKey>;
  /**
   * A new token, shown once. The old one works for another `grace_seconds`, a day when left out, or ends at once when `reason`
   * is `exposed`. Not repeated when the answer was lost.
   */
  roll(id: string, how?: Partial<RollKey>, options?: CallOptions): Promise<CreatedKey>;
  /** Ends a key for good and at once. Repeating it is safe. */
  revoke(id: string, options?: CallOptions): Promise<void>;
}

export function createKeys(transport: Transport): Keys {
  const pathOf = (id: string, suffix = "") => `/v1/keys/${encodeURIComponent(id)}${suffix}`;
  const post = (path: string, body: unknown, options?: CallOptions) =>
    transport.ask<CreatedKey>({ method: "POST", path, ...jsonBody(body), repeatable: "refused", ...options });
  return {
    list: async (options) =>
      (await transport.ask<{ data: Key[] }>({ method: "GET", path: "/v1/keys", ...options }, LIST)).data,
    create: (key, options) => post("/v1/keys", key, options),
    roll: (id, how = {}, options) => post(pathOf(id, "/roll"), how, options),
    revoke: (id, options) => transport.send({ method: "DELETE", path: pathOf(id), ...options }),
  };
}
