import { RowField, type JobKind, type PreviewColumn } from "@winnow/contracts";
import { editDistance } from "@winnow/runtime/edit-distance";
import { foldName } from "#person/fold.ts";
import { headerNames } from "#csv/header-names.ts";
import { likenessOf, looksLikeSomething } from "#csv/likeness.ts";

/** Field → index of its column. */
export type Mapping = Readonly<Partial<Record<RowField, number>>>;

/** Why a column is taken for a field, and with what confidence: see `PreviewColumn`. */
export type MappingGround = Pick<PreviewColumn, "confidence" | "by"> & { readonly confidence: number };

/** The confidence of a header that differs from a known name in one letter. */
const MISSPELT = 0.8;

/** Which column is which field, and why. */
export interface MappedColumns {
  readonly mapping: Mapping;
  readonly grounds: Readonly<Partial<Record<RowField, MappingGround>>>;
}

export type MappingOutcome =
  | ({ readonly outcome: "mapped" } & MappedColumns)
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
 * Maps the columns of a file to fields: the caller's mapping wins, then header names, then header names that differ in one
 * letter, then the cells of the first rows. Columns without a field are kept and come back unchanged.
 */
export function mapColumns(input: {
  readonly kind: JobKind;
  readonly columns: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly named?: Readonly<Partial<Record<RowField, string>>> | undefined;
}): MappingOutcome {
  const { columns, sample, kind } = input;
  const mapping: Partial<Record<RowField, number>> = {};
  const grounds: Partial<Record<RowField, MappingGround>> = {};
  for (const [field, column] of Object.entries(input.named ?? {}) as [RowField, string][]) {
    const index = columns.indexOf(column);
    if (index < 0) return { outcome: "unknown_column", field, column };
    mapping[field] = index;
    grounds[field] = { by: "told", confidence: 1 };
  }
  for (const way of waysToTell(columns, sample)) {
    for (const field of fields) {
      if (mapping[field] !== undefined) continue;
      const matching = columns.flatMap((_, index) => {
        const ground = isTaken(mapping, field, index) ? undefined : way(field, index);
        return ground === undefined ? [] : [{ index, ground }];
      });
      const [first] = matching;
      if (first === undefined) continue;
      if (matching.length > 1 && field === "email") {
        return ambiguousEmail(
          columns,
          matching.map(({ index }) => index),
        );
      }
      // Of several columns with one name the first is taken; of several that only look alike, none.
      if (matching.length > 1 && first.ground.by === "content") continue;
      mapping[field] = first.index;
      grounds[field] = first.ground;
    }
  }
  return missingFor(kind, mapping, columns) ?? { outcome: "mapped", mapping, grounds };
}

type Way = (field: RowField, index: number) => MappingGround | undefined;

/** The ways to recognize a column, the surest first. */
function waysToTell(columns: readonly string[], sample: readonly (readonly string[])[]): readonly Way[] {
  const folded = columns.map((column) => foldName(column));
  const isNamed = (field: RowField, index: number, matches: (name: string, header: string) => boolean) => {
    const header = folded[index] ?? "";
    if (!headerNames[field].some((name) => matches(name, header))) return false;
    // The cells decide against the header: a "contact" may be a person or an address.
    return field === "email" || field === "ref" || (likenessOf("email", sample, index) ?? 0) <= 0.5;
  };
  return [
    (field, index) =>
      isNamed(field, index, (name, header) => name === header) ? { by: "header", confidence: 1 } : undefined,
    (field, index) => {
      // One letter may make a short name another word: "contract" is not "contact".
      const lettersMin = looksLikeSomething(field) ? 5 : 9;
      const isNear = (name: string, header: string) =>
        name.length >= lettersMin && editDistance(header, name, 1) === 1;
      if (!isNamed(field, index, isNear) || likenessOf(field, sample, index) === 0) return undefined;
      return { by: "header", confidence: MISSPELT };
    },
    (field, index) => {
      const share = likenessOf(field, sample, index) ?? 0;
      return share > 0.5 ? { by: "content", confidence: Math.round(share * 100) / 100 } : undefined;
    },
  ];
}

/** A column is one field, except that a caller may use addresses as ids, too. */
function isTaken(mapping: Mapping, field: RowField, index: number): boolean {
  return fields.some((other) => mapping[other] === index && !(field === "email" && other === "ref"));
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
