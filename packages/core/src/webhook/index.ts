export { listDeliveries, resendDelivery } from "./deliveries.ts";
export { awaitEvents } from "./events.ts";
export { pingWebhook } from "./ping.ts";
export { enableWebhook, listWebhooks, registerWebhook, removeWebhook } from "./register.ts";
