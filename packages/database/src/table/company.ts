import type { Generated, JSONColumnType } from "kysely";
import type { Provenance } from "./contact.ts";

export interface CompanyTable {
  domain: string;
  name: string | null;
  industry: string | null;
  size: string | null;
  provenance: JSONColumnType<Provenance, string | undefined, string>;
  updated_at: Generated<Date>;
}
