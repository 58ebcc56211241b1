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
export { PAGE_ROWS_MAX, paginateRows } from "./row-pages.ts";
