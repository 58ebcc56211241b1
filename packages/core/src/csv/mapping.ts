import { RowField, type JobKind } from "@winnow/contracts";
import { fold } from "#contact/fold.ts";
import { headerNames } from "#csv/header-names.ts";

/** Field → index of its column. */
export type Mapping = Readonly<Partial<Record<RowField, number>>>;

export type MappingOutcome =
  | { readonly outcome: "mapped"; readonly mapping: Mapping }
  /** The caller named a column that the file does not have. */
  | { readonly outcome: "unknown_column"; readonly field: RowField; readonly column: string }
  /** No column, or more than one, could be the field. */
  | {
      readonly outcome: "ambiguous";
      readonly field: RowField;
      readonly candidates: readonly string[];
      readonly message: string;
    };

const fields = RowField.options;

/**
 * Maps the columns of a file to fields: what the caller says wins, then header names, then (for the address) what the
 * first rows look like. Columns without a field are kept and come back untouched.
 */
export function mapColumns(input: {
  readonly kind: JobKind;
  readonly columns: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly named?: Readonly<Partial<Record<RowField, string>>> | undefined;
}): MappingOutcome {
  const { columns, sample, kind } = input;
  const mapping: Partial<Record<RowField, number>> = {};
  for (const [field, column] of Object.entries(input.named ?? {}) as [RowField, string][]) {
    const index = columns.indexOf(column);
    if (index < 0) return { outcome: "unknown_column", field, column };
    mapping[field] = index;
  }
  const folded = columns.map((column) => fold(column));
  for (const field of fields) {
    if (mapping[field] !== undefined) continue;
    const taken = new Set(Object.values(mapping));
    const matching = folded.flatMap((name, index) =>
      headerNames[field].includes(name) && !taken.has(index) ? [index] : [],
    );
    if (field === "email" && matching.length > 1) return ambiguousEmail(columns, matching);
    if (matching[0] !== undefined) mapping[field] = matching[0];
  }
  if (mapping.email === undefined) {
    const looking = columns.flatMap((_, index) => (looksLikeEmail(sample, index) ? [index] : []));
    if (looking.length > 1) return ambiguousEmail(columns, looking);
    if (looking[0] !== undefined) mapping.email = looking[0];
  }
  return missingFor(kind, mapping, columns) ?? { outcome: "mapped", mapping };
}

/** Whether most of the filled cells of a column hold an address. */
function looksLikeEmail(sample: readonly (readonly string[])[], index: number): boolean {
  const filled = sample.map((cells) => cells[index]?.trim() ?? "").filter((cell) => cell !== "");
  const addresses = filled.filter((cell) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell));
  return addresses.length > 0 && addresses.length * 2 > filled.length;
}

function ambiguousEmail(columns: readonly string[], indexes: readonly number[]): MappingOutcome {
  const candidates = indexes.map((index) => columns[index] ?? "");
  return {
    outcome: "ambiguous",
    field: "email",
    candidates,
    message: `${candidates.length} columns could hold the address: ${candidates.join(", ")}.`,
  };
}

function missingFor(kind: JobKind, mapping: Mapping, columns: readonly string[]): MappingOutcome | undefined {
  if (mapping.email !== undefined) return undefined;
  if (kind === "verify") {
    return {
      outcome: "ambiguous",
      field: "email",
      candidates: columns,
      message: "No column holds addresses to verify.",
    };
  }
  const named =
    mapping.full_name !== undefined || (mapping.first_name !== undefined && mapping.last_name !== undefined);
  const placed = mapping.domain !== undefined || mapping.company !== undefined;
  if (mapping.linkedin_url !== undefined || (named && placed)) return undefined;
  return {
    outcome: "ambiguous",
    field: named ? "domain" : "full_name",
    candidates: columns,
    message: "To enrich, a file needs an address, a LinkedIn URL, or a name with a company or its domain.",
  };
}
