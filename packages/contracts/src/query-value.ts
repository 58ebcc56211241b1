/** A query has only texts. These parse one for a schema, or leave it for the schema to refuse. */

/** `a,b` → `[a, b]` */
export const list = (text: unknown) =>
  typeof text === "string" ? text.split(",").map((part) => part.trim()) : text;
/** `12` → 12 */
export const whole = (text: unknown) =>
  typeof text === "string" && /^-?\d+$/.test(text.trim()) ? Number(text) : text;
/** JSON → its value */
export const json = (text: unknown) => {
  if (typeof text !== "string") return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

/** The error for a text that is not the JSON of a mapping. */
export const mappingError =
  (example: string) =>
  ({ code }: { readonly code?: string }) =>
    code === "invalid_type"
      ? `must be a JSON object that names a column for each field, such as ${example}`
      : undefined;
