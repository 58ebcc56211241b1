import type { ContactTable } from "@winnow/database";

/** What sources tell about a contact. */
export const CONTACT_FIELDS = [
  "first_name",
  "last_name",
  "job_title",
  "seniority_level",
  "department",
  "company",
  "domain",
  "industry",
  "company_size",
  "country",
  "state",
  "city",
  "linkedin_url",
  "phone",
  "email",
] as const satisfies readonly (keyof ContactTable)[];
