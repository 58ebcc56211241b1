import type { CallOptions } from "#http/call.ts";

/** Options of a call that has its effect once, however often it is sent. */
export interface KeyedOptions extends CallOptions {
  /**
   * A fresh UUID when left out: the repetitions that this client makes are one call. Give your own to be safe across a restart
   * of your program. Any printable text up to 255 characters.
   */
  readonly idempotencyKey?: string;
}

/** The header of a key: a structured field string (RFC 9651), so that any printable key travels unharmed. */
export function idempotencyHeader(key: string): { readonly "idempotency-key": string } {
  return { "idempotency-key": `"${key.replaceAll(/["\\]/g, "\\$&")}"` };
}
