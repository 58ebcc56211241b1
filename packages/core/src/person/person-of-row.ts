import type { Person } from "@winnow/contracts";
import type { JobRowTable } from "@winnow/database";
import { hostOf } from "#person/host.ts";

/** The columns of a row that name a person. */
type PersonColumns = Pick<
  JobRowTable,
  "first_name" | "last_name" | "full_name" | "company" | "domain" | "linkedin_url"
>;

/** The person that a row describes; blank cells are absent, the domain is a bare host. */
export function personOfRow(row: PersonColumns): Person {
  const filled = (cell: string | null) => cell?.trim() || undefined;
  return {
    firstName: filled(row.first_name),
    lastName: filled(row.last_name),
    fullName: filled(row.full_name),
    company: filled(row.company),
    domain: hostOf(row.domain),
    linkedinUrl: filled(row.linkedin_url),
  };
}
