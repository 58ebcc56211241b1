import type { Generated } from "kysely";

/** Amounts in millicredits; `captured + released <= amount`, equal once closed. */
export interface ReservationTable {
  id: string;
  organization_id: string;
  mode: "live" | "test";
  job_id: string | null;
  amount: number;
  captured: Generated<number>;
  released: Generated<number>;
  created_at: Generated<Date>;
  closed_at: Date | null;
}
