import type { RowField, RowInput } from "@winnow/contracts";
import { cellDefect } from "#csv/cell.ts";

/** A row on its way into the database. */
export interface InputRow {
  /** As it was sent: the text of the CSV record, or JSON. */
  readonly raw: string;
  readonly fields: Readonly<Partial<Record<RowField, string>>>;
  /** Why the row cannot be used as it is. */
  readonly defect: "nul_byte" | "invalid_unicode" | "cell_too_large" | "ragged" | null;
  /** 1-based line of the file; null where it follows from the row's number. */
  readonly line: number | null;
}

/** A row of a JSON job. */
export function rowFromJson(row: RowInput): InputRow {
  const fields = Object.fromEntries(
    Object.entries(row).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  let defect: InputRow["defect"] = null;
  for (const cell of Object.values(fields)) defect ??= cellDefect(cell) ?? null;
  return { raw: JSON.stringify(row), fields, defect, line: null };
}
