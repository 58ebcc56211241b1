import { CreatedKey, KeyList, type CreateKey, type Key, type RollKey } from "@winnow/contracts";
import type { CallOptions } from "#http/call.ts";
import { jsonBody, type Transport } from "#http/transport.ts";

export interface Keys {
  /** Every key of the organization in this key's mode, the newest first. */
  list(options?: CallOptions): Promise<readonly Key[]>;
  /** A key that can do no more than this one. Its token is shown once; a call whose answer is lost is not repeated. */
  create(key: CreateKey, options?: CallOptions): Promise<CreatedKey>;
  /** Another token; the old one works on for a day unless you say otherwise, and not at all when it was exposed. */
  roll(id: string, how?: Partial<RollKey>, options?: CallOptions): Promise<CreatedKey>;
  /** Ends a key for good and at once. */
  revoke(id: string, options?: CallOptions): Promise<void>;
}

export function createKeys(transport: Transport): Keys {
  const pathOf = (id: string, suffix = "") => `/v1/keys/${encodeURIComponent(id)}${suffix}`;
  const post = (path: string, body: unknown, signal: AbortSignal | undefined) =>
    transport.ask(
      {
        method: "POST",
        path,
        ...jsonBody(body),
        repeatable: "refused",
        signal,
      },
      CreatedKey,
    );
  return {
    list: async ({ signal } = {}) =>
      (await transport.ask({ method: "GET", path: "/v1/keys", signal }, KeyList)).data,
    create: (key, { signal } = {}) => post("/v1/keys", key, signal),
    roll: (id, how = {}, { signal } = {}) => post(pathOf(id, "/roll"), how, signal),
    revoke: async (id, { signal } = {}) => {
      await transport.send({ method: "DELETE", path: pathOf(id), signal });
    },
  };
}
