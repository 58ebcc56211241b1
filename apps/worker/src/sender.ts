import type { WebhookSender } from "@winnow/core";
import { createSender, retryDelayMs, signDelivery, type AddressPolicy } from "@winnow/webhooks";

/** The webhook sender as core sees it: signs each attempt anew (its time is signed too), posts, and returns the wait. */
export function createWebhookSender(policy: AddressPolicy): WebhookSender & AsyncDisposable {
  const sender = createSender({ policy, userAgent: "Winnow-Webhooks/1" });
  return {
    async send({ url, secrets, id, attempt, body, signal }) {
      const signature = signDelivery({ secrets: [...secrets], id, timestamp: new Date(), body });
      return sender.send({
        url,
        body,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "winnow-attempt": String(attempt),
          ...signature,
        },
        ...(signal !== undefined && { signal }),
      });
    },
    retryDelayMs: (attempts, retryAfterMs) =>
      retryDelayMs(attempts, { ...(retryAfterMs !== undefined && { retryAfterMs }) }),
    [Symbol.asyncDispose]: () => sender[Symbol.asyncDispose](),
  };
}
