export {
  JobCompleted,
  JobFailed,
  CreditsRefunded,
  JobHeld,
  RefundCause,
  Ping,
  RowsBatch,
  WebhookEvent,
  WebhookEventType,
} from "./event.ts";
