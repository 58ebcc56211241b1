import type { Generated } from "kysely";

/** A worker process, as long as it sends heartbeats. */
export interface WorkerTable {
  id: string;
  egress: string;
  started_at: Generated<Date>;
  seen_at: Generated<Date>;
}
