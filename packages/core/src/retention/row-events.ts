import type { WebhookEventType } from "@winnow/contracts";

/** Events whose bodies hold cells or results of rows; the bodies of all others hold counts. */
export const ROW_EVENTS = ["rows.batch", "credits.refunded"] as const satisfies readonly WebhookEventType[];
