import type { JobKind, Person } from "@winnow/contracts";
import type { JobRowTable } from "@winnow/database";
import type { Verifier } from "#ports/verifier.ts";
import { companyKey, nameKey } from "#person/fold.ts";
import { personOfRow } from "#person/person-of-row.ts";
import { linkedinKey } from "#person/identity.ts";

/** What planning makes of one row. */
export type PlannedRow =
  | {
      readonly usable: true;
      /** Rows of one job with the same identity are duplicates of the first. */
      readonly identity: string;
      /** Rows are ordered by it, so that a chunk meets few mail hosts. Empty when not known yet. */
      readonly domain: string;
      readonly address: string | null;
    }
  | {
      readonly usable: false;
      readonly reason: string;
      /** Set where the row has an address whose syntax is wrong. */
      readonly badAddress: string | null;
    };

/** The columns that planning reads of a row; its text may be long. */
export const CLASSIFIED_COLUMNS = [
  "row",
  "email",
  "first_name",
  "last_name",
  "full_name",
  "company",
  "domain",
  "linkedin_url",
  "defect",
] as const satisfies readonly (keyof JobRowTable)[];
export type ClassifiedRow = Pick<JobRowTable, (typeof CLASSIFIED_COLUMNS)[number]>;

/**
 * Decides whether a row can be worked on, and what makes it the same as another.
 * A `verify` row needs an address; an `enrich` row needs an address, a LinkedIn URL, or a name with a company or domain.
 */
export function classifyRow(
  kind: JobKind,
  row: ClassifiedRow,
  parseAddress: Verifier["parseAddress"],
): PlannedRow {
  if (row.defect !== null) return { usable: false, reason: row.defect, badAddress: null };
  const email = row.email?.trim() ?? "";
  const parsed = email === "" ? undefined : parseAddress(email);
  if (parsed?.ok) {
    const { address, canonical, domain } = parsed.address;
    return { usable: true, identity: `email:${canonical}`, domain, address };
  }
  if (kind === "enrich") {
    const identity = personIdentity(personOfRow(row));
    if (identity) return { usable: true, ...identity, address: null };
  }
  if (parsed !== undefined) return { usable: false, reason: "syntax", badAddress: email };
  return {
    usable: false,
    reason: kind === "verify" ? "missing_email" : "not_enough_to_match",
    badAddress: null,
  };
}

function personIdentity(person: Person): { identity: string; domain: string } | undefined {
  const domain = person.domain ?? "";
  const name = nameKey(person);
  if (name !== undefined && domain) return { identity: `person:${name}|${domain}`, domain };
  if (person.linkedinUrl !== undefined) {
    return { identity: `linkedin:${linkedinKey(person.linkedinUrl) ?? person.linkedinUrl}`, domain };
  }
  const company = companyKey(person.company);
  if (name !== undefined && company !== undefined) return { identity: `person:${name}|${company}`, domain };
  return undefined;
}
