import type { Generated, GeneratedAlways } from "kysely";

export interface SuppressionTable {
  id: string;
  number: GeneratedAlways<number>;
  /** null: suppressed for every organization of this server. */
  organization_id: string | null;
  kind: "email" | "domain" | "person";
  /** Lower case, the domain in ASCII. */
  value: string;
  created_at: Generated<Date>;
}
