import type { Generated } from "kysely";

/** Where an organization's events are posted; the lease makes it one lane. */
export interface EndpointTable {
  id: string;
  organization_id: string;
  mode: "live" | "test";
  url: string;
  /** Registered by the customer; the others come from a job's `callback_url`. */
  registered: Generated<boolean>;
  /** null: all of them. */
  event_types: string[] | null;
  sequence: Generated<number>;
  epoch: Generated<number>;
  leased_until: Date | null;
  failing_since: Date | null;
  disabled_at: Date | null;
  created_at: Generated<Date>;
}
