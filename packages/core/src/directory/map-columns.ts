import { contactFields, ContactInput, type ContactFieldTraits } from "@winnow/contracts";
import { foldName } from "#person/fold.ts";
import { headerNames } from "#csv/header-names.ts";

const DirectoryField = ContactInput.keyof();
/** What a column of a directory file may hold: a field of the contact, its key, or the verdict on its email. */
export type DirectoryField = (typeof DirectoryField.options)[number];

type ByField<Value> = Readonly<Partial<Record<DirectoryField, Value>>>;
const traits: ByField<ContactFieldTraits> = contactFields;
const namesInJobs: ByField<readonly string[]> = headerNames;
/** Headers of the columns that hold no field of the contact, folded. */
const otherNames: ByField<readonly string[]> = {
  key: headerNames.ref,
  email_status: ["status"],
  verified_at: ["checked at", "last verified"],
};

export type ColumnMapping = ByField<number>;

export type MapColumnsOutcome =
  | { readonly outcome: "mapped"; readonly mapping: ColumnMapping }
  | { readonly outcome: "unknown_column"; readonly field: DirectoryField; readonly column: string }
  | { readonly outcome: "nothing_mapped"; readonly columns: readonly string[] };

/** Which column is which field: what the caller says wins, then the names of the columns. Other columns are left out. */
export function mapContactColumns(
  columns: readonly string[],
  named: ByField<string> = {},
): MapColumnsOutcome {
  const mapping: Partial<Record<DirectoryField, number>> = {};
  for (const [field, column] of Object.entries(named) as [DirectoryField, string][]) {
    const index = columns.indexOf(column);
    if (index < 0) return { outcome: "unknown_column", field, column };
    mapping[field] = index;
  }
  const folded = columns.map((column) => foldName(column));
  for (const field of DirectoryField.options) {
    if (mapping[field] !== undefined) continue;
    const names = namesOf(field);
    const taken = new Set(Object.values(mapping));
    const index = folded.findIndex((name, at) => names.has(name) && !taken.has(at));
    if (index >= 0) mapping[field] = index;
  }
  const { email, linkedin_url: profile, first_name: first, last_name: last } = mapping;
  const identifiable = email ?? profile ?? (first !== undefined && last !== undefined ? first : undefined);
  return identifiable === undefined ? { outcome: "nothing_mapped", columns } : { outcome: "mapped", mapping };
}

/** All headers of the columns that hold a field, folded. */
function namesOf(field: DirectoryField): ReadonlySet<string> {
  const more = [namesInJobs[field], traits[field]?.headers, otherNames[field]];
  return new Set([foldName(field), ...more.flatMap((names) => names ?? [])]);
}
