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

function plain(headers: WebhookHeaders): Record<string, string> {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers);
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[name.toLowerCase(), String(value)]])),
  );
}
