import { Webhook } from "standardwebhooks";
import { isObject, parseJson } from "#http/json.ts";
import { WinnowError } from "#http/winnow-error.ts";
import type { WebhookEvent } from "#webhook-event.ts";

/** The headers of a callback, as a framework provides them. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Verifies that a callback comes from a server with `secret`, is at most five minutes old and unaltered (Standard Webhooks v1),
 * and reads it. An event of an unknown type or with unknown fields is returned unchanged.
 * @param secret `whsec_…`, shown at sign-up.
 * @param body exactly as received: parsed and serialised again, it would not be the signed text.
 * @throws WinnowError `invalid_signature` when the signature, the time or a header is wrong: answer 401. `unexpected_event` when
 * the signed body is not an event. Error when the secret is not base64.
 */
export function verifyWebhook(
  secret: string,
  headers: WebhookHeaders,
  body: string | Uint8Array,
): WebhookEvent {
  const webhook = new Webhook(secret);
  let text: string;
  try {
    text = typeof body === "string" ? body : new TextDecoder("utf-8", { fatal: true }).decode(body);
    webhook.verify(text, plain(headers), { jsonParse: false });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw refusal("invalid_signature", `The callback is not signed with this secret: ${reason}`, cause);
  }
  const event = parseJson(text);
  if (isObject(event) && typeof event["type"] === "string" && isObject(event["data"])) {
    return event as unknown as WebhookEvent;
  }
  throw refusal("unexpected_event", 'The callback is signed, and not an event: it lacks "type" or "data"');
}

/** A new signing secret: `whsec_` and 32 random bytes in base64. */
export function createWebhookSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}

/**
 * Signs a callback as the server does, for tests of receivers and for `winnow listen`: the three headers of Standard Webhooks
 * v1, which `verifyWebhook` accepts.
 * @param secret `whsec_…`
 * @param at When it is posted; now, when left out.
 * @throws Error when the secret is not base64.
 */
export function signWebhook(
  secret: string,
  { id, body, at = new Date() }: { readonly id: string; readonly body: string; readonly at?: Date },
): Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string> {
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, at, body),
  };
}

function refusal(code: string, message: string, cause?: unknown): WinnowError {
  return new WinnowError({ code, message, status: 0, retryable: false, cause });
}

function plain(headers: WebhookHeaders): Record<string, string> {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers);
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[name.toLowerCase(), String(value)]])),
  );
}
