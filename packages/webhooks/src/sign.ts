import { Webhook } from "standardwebhooks";

/** The three headers of Standard Webhooks. */
export interface SignatureHeaders {
  readonly "webhook-id": string;
  /** Seconds since 1970, as text. */
  readonly "webhook-timestamp": string;
  /** `v1,<base64>`, one per secret, separated by spaces: a receiver accepts the delivery when any of them matches. */
  readonly "webhook-signature": string;
}

export interface Signable {
  /** At least one, each `whsec_…`. During a rotation: the new one and the old one. */
  readonly secrets: readonly string[];
  /** The event's id: the same in retries, resends and replays. */
  readonly id: string;
  /** The time of this attempt. Receivers refuse one that is more than five minutes off. */
  readonly timestamp: Date;
  /** Exactly the posted text. */
  readonly body: string;
}

/**
 * Signs one attempt (Standard Webhooks, `v1`: HMAC-SHA-256 over `id.timestamp.body`).
 * @throws RangeError without a secret; Error when a secret is not base64.
 */
export function signDelivery({ secrets, id, timestamp, body }: Signable): SignatureHeaders {
  if (secrets.length === 0) throw new RangeError("A delivery needs at least one secret to be signed with.");
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(timestamp.getTime() / 1000)),
    "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, timestamp, body)).join(" "),
  };
}
