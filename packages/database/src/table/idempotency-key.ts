import type { ColumnType, Generated } from "kysely";

export interface IdempotencyKeyTable {
  organization_id: string;
  mode: "live" | "test";
  key: string;
  fingerprint: Buffer;
  status: number;
  answer: ColumnType<unknown, string, never>;
  created_at: Generated<Date>;
}
