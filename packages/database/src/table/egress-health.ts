import type { ColumnType, Generated } from "kysely";

/** The health of one egress to mail hosts, and when its next audit is due. */
export interface EgressHealthTable {
  egress: string;
  address: string | null;
  healthy: Generated<"yes" | "no" | "unmeasured">;
  checks: ColumnType<readonly EgressCheckColumn[], string | undefined, string>;
  checked_at: Date | null;
  since: Generated<Date>;
  audit_due_at: Date;
  valid_until: Generated<Date>;
}

/** One check of an audit, as the API shows it. */
export interface EgressCheckColumn {
  readonly name: string;
  readonly state: "ok" | "warning" | "broken" | "not_measured";
  readonly evidence: readonly string[];
  readonly fix: string | null;
  readonly settings: readonly string[];
}
