import type { CallOptions } from "#http/call.ts";

/** Options of a call that has its effect once, however often it is sent. */
export interface KeyedOptions extends CallOptions {
  /**
   * A fresh UUID when left out: the repetitions of this client are one call. Set your own to be safe across a restart of your
   * program. Any printable text of up to 255 characters.
   */
  readonly idempotencyKey?: string;
}

/** A random UUID (RFC 9562, version 4). A page that was not loaded over https has no crypto.randomUUID. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** The header of a key: a structured field string (RFC 9651), in which any printable key is allowed. */
export function idempotencyHeader(key: string): { readonly "idempotency-key": string } {
  return { "idempotency-key": `"${key.replaceAll(/["\\]/g, "\\$&")}"` };
}
