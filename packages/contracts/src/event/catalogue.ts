import { WebhookEvent } from "./event.ts";

/** Every event that is posted to a callback, by its type. */
export const webhookEvents = Object.fromEntries(
  WebhookEvent.options.map((event) => [event.shape.type.value, event]),
) as {
  readonly [Type in WebhookEvent["type"]]: Extract<
    (typeof WebhookEvent)["options"][number],
    { _output: { type: Type } }
  >;
};
