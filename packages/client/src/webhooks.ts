import { WebhookEvent } from "@winnow/contracts";
import { Webhook } from "standardwebhooks";

/** The headers of a callback, as a framework hands them over. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Checks that a callback comes from the server that holds `secret`, is at most five minutes old and unaltered
 * (Standard Webhooks v1), and reads it.
 * @param secret `whsec_…`, shown at sign-up.
 * @param body exactly as received: parsed and serialised again it would not be the text that was signed.
 * @throws WebhookVerificationError when the signature or the time is wrong; ZodError for an unknown event.
 */
export function verifyWebhook(
  secret: string,
  headers: WebhookHeaders,
  body: string | Uint8Array,
): WebhookEvent {
  const text = typeof body === "string" ? body : new TextDecoder("utf-8", { fatal: true }).decode(body);
  return WebhookEvent.parse(new Webhook(secret).verify(text, plain(headers)));
}

/** A new secret to sign with: `whsec_` and 32 random bytes in base64. */
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

function plain(headers: WebhookHeaders): Record<string, string> {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers);
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[name.toLowerCase(), String(value)]])),
  );
}
