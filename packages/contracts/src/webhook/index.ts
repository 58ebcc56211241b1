export { Delivery, DeliveryAttempt, DeliveryPage, DeliveryState, ResendAnswer } from "./delivery.ts";
export { EventData, EventEntry, EventPage, EventQuery } from "./event-entry.ts";
export { CreateWebhook, PingAnswer, Webhook, WebhookList, WebhookStatus } from "./webhook.ts";
