import type { ColumnType, Generated } from "kysely";

/** A call of a paid service. The row is committed before the call is made. */
export interface ProviderCallTable {
  key: string;
  organization_id: string;
  mode: "live" | "test";
  provider: string;
  person: string;
  state: Generated<"intended" | "found" | "not_found" | "refused" | "unknown">;
  /** Whether the service billed it. */
  charged: Generated<boolean>;
  price_credits: number;
  answer: ColumnType<unknown, string | null, string | null>;
  intended_at: Generated<Date>;
  settled_at: Date | null;
}
