import type { RowField } from "@winnow/contracts";

const HOST = String.raw`(?:[a-z0-9\u0080-\uffff-]{1,63}\.)+[a-z\u0080-\uffff-]{2,63}`;

/** What cells of these fields look like. First and last names are absent: their cells look alike. */
const LOOKS: Readonly<Partial<Record<RowField, RegExp>>> = {
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  linkedin_url: /^(?:https?:\/\/)?(?:[a-z]{2,3}\.|www\.)?linkedin\.com\/(?:in|pub)\/[^\s/]+/i,
  // A bare host or the front page of one: an address with a path is a link to something else.
  domain: new RegExp(String.raw`^(?:https?://)?${HOST}/?$`, "i"),
};

/** Whether the cells of a field can be recognized. */
export function looksLikeSomething(field: RowField): boolean {
  return LOOKS[field] !== undefined;
}

/**
 * The share of the filled cells of a column that look like a field, 0 to 1.
 * @returns undefined where no cell is filled, or where the field has no recognizable form.
 */
export function likenessOf(
  field: RowField,
  sample: readonly (readonly string[])[],
  index: number,
): number | undefined {
  const look = LOOKS[field];
  if (look === undefined) return undefined;
  const filled = sample.map((cells) => cells[index]?.trim() ?? "").filter((cell) => cell !== "");
  if (filled.length === 0) return undefined;
  return filled.filter((cell) => look.test(cell)).length / filled.length;
}
