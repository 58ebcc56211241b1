import type { Generated } from "kysely";

/** What an organization owns: `contact:<id>` or `email:<address>`, and the entry that paid for it; null: it was free. */
export interface EntitlementTable {
  organization_id: string;
  mode: "live" | "test";
  subject: string;
  entry_id: string | null;
  created_at: Generated<Date>;
}
