import type { Generated, JSONColumnType } from "kysely";

/** Where each field of a contact or company comes from, and since when (RFC 3339). */
export type Provenance = Readonly<Record<string, { readonly source: string; readonly at: string }>>;

export interface ContactTable {
  id: string;
  first_name: string | null;
  last_name: string | null;
  job_title: string | null;
  company: string | null;
  domain: string | null;
  email: string | null;
  email_status: Generated<"valid" | "catch_all" | "risky" | "invalid" | "unknown">;
  country: string | null;
  city: string | null;
  linkedin_url: string | null;
  /** The normal form by which `linkedin_url` is compared. */
  linkedin_key: string | null;
  phone: string | null;
  name_key: string;
  company_key: string | null;
  seniority_level: string | null;
  department: string | null;
  industry: string | null;
  company_size: string | null;
  state: string | null;
  /** When `email_status` was observed; null: no mail host was contacted yet. */
  verified_at: Date | null;
  search_text: Generated<string>;
  provenance: JSONColumnType<Provenance, string | undefined, string>;
  updated_at: Generated<Date>;
}
