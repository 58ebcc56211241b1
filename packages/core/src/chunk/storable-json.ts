/** What jsonb refuses, as `JSON.stringify` writes it: NUL and lone surrogates. */
const REFUSED = /\\u(?:0000|d[89a-f])/;

/** JSON that PostgreSQL can store, whatever a mail server's reply holds. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!REFUSED.test(json)) return json;
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === "string" ? member.replaceAll("\0", "\uFFFD").toWellFormed() : member,
  );
}
