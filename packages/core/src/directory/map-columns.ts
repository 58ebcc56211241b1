import { ContactInput } from "@winnow/contracts";
import { fold } from "#person/fold.ts";
import { headerNames } from "#csv/header-names.ts";

export const ContactField = ContactInput.keyof();
export type ContactField = (typeof ContactField.options)[number];

/** Header cells that name a field, folded, beside the field's own name and those that name it in a job's file. */
const MORE_NAMES: Readonly<Partial<Record<ContactField, readonly string[]>>> = {
  key: headerNames.ref,
  first_name: headerNames.first_name,
  last_name: headerNames.last_name,
  company: headerNames.company,
  domain: headerNames.domain,
  email: headerNames.email,
  linkedin_url: headerNames.linkedin_url,
  job_title: ["title", "position", "role", "jobtitle", "funktion", "poste", "cargo", "functie"],
  seniority_level: ["seniority", "level"],
  department: ["abteilung", "departement", "departamento", "afdeling"],
  industry: ["branche", "sector", "secteur", "settore"],
  company_size: ["size", "employees", "mitarbeiter"],
  country: ["land", "pays", "pais", "paese"],
  state: ["region", "province", "bundesland"],
  city: ["town", "stadt", "ort", "ville", "ciudad", "cidade", "citta", "plaats"],
  phone: ["telephone", "telefon", "mobile", "tel"],
  email_status: ["status"],
  verified_at: ["checked at", "last verified"],
};

export type ColumnMapping = Readonly<Partial<Record<ContactField, number>>>;

export type MapColumnsOutcome =
  | { readonly outcome: "mapped"; readonly mapping: ColumnMapping }
  | { readonly outcome: "unknown_column"; readonly field: ContactField; readonly column: string }
  | { readonly outcome: "nothing_mapped"; readonly columns: readonly string[] };

/** Which column is which field: what the caller says wins, then the names of the columns. Other columns are left out. */
export function mapContactColumns(
  columns: readonly string[],
  named: Readonly<Partial<Record<ContactField, string>>> = {},
): MapColumnsOutcome {
  const mapping: Partial<Record<ContactField, number>> = {};
  for (const [field, column] of Object.entries(named) as [ContactField, string][]) {
    const index = columns.indexOf(column);
    if (index < 0) return { outcome: "unknown_column", field, column };
    mapping[field] = index;
  }
  const folded = columns.map((column) => fold(column));
  for (const field of ContactField.options) {
    if (mapping[field] !== undefined) continue;
    const names = new Set([fold(field), ...(MORE_NAMES[field] ?? [])]);
    const taken = new Set(Object.values(mapping));
    const index = folded.findIndex((name, at) => names.has(name) && !taken.has(at));
    if (index >= 0) mapping[field] = index;
  }
  const { email, linkedin_url: profile, first_name: first, last_name: last } = mapping;
  const identifiable = email ?? profile ?? (first !== undefined && last !== undefined ? first : undefined);
  return identifiable === undefined ? { outcome: "nothing_mapped", columns } : { outcome: "mapped", mapping };
}
