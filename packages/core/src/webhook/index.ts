export { listDeliveries, resendDelivery } from "./deliveries.ts";
export { listEvents } from "./events.ts";
export { pingWebhook } from "./ping.ts";
export { enableWebhook, listWebhooks, registerWebhook, removeWebhook } from "./register.ts";
