export { JobCompleted, JobFailed, JobHeld, RowsBatch, WebhookEvent } from "./event.ts";
export type { WebhookEventType } from "./event.ts";
