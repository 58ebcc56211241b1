export {
  JobCompleted,
  JobFailed,
  JobHeld,
  Ping,
  RowsBatch,
  WebhookEvent,
  WebhookEventType,
} from "./event.ts";
