import type { Generated } from "kysely";

/** One event on its way to one endpoint; `body` is frozen. */
export interface DeliveryTable {
  id: string;
  endpoint_id: string;
  event_id: string;
  sequence: number;
  body: string;
  state: Generated<"pending" | "delivered" | "failed">;
  attempts: Generated<number>;
  next_attempt_at: Generated<Date>;
  rung_at: Date | null;
  delivered_at: Date | null;
}
