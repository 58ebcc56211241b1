import type { Generated } from "kysely";

/** What an organization owns: `contact:<id>` or `email:<address>`, and the entry that paid for it. */
export interface EntitlementTable {
  organization_id: string;
  mode: "live" | "test";
  subject: string;
  entry_id: string;
  created_at: Generated<Date>;
}
