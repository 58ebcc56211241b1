import type { Generated } from "kysely";

export interface DeliveryAttemptTable {
  delivery_id: string;
  attempt: number;
  outcome: string;
  status: number | null;
  detail: string | null;
  duration_ms: number;
  at: Generated<Date>;
}
