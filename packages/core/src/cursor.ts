const POSITION = "1.";

/** An opaque cursor over a position: a number of the last thing that was shown. @param tag tells lists apart. */
export function encodeCursor(position: number, tag: string = POSITION): string {
  return Buffer.from(`${tag}${position}`).toString("base64url");
}

/** @returns the position, undefined when the cursor is not one of ours. */
export function decodeCursor(cursor: string, tag: string = POSITION): number | undefined {
  const text = Buffer.from(cursor, "base64url").toString("latin1");
  const digits = text.startsWith(tag) ? /^\d{1,15}$/.exec(text.slice(tag.length))?.[0] : undefined;
  if (digits === undefined) return undefined;
  return encodeCursor(Number(digits), tag) === cursor ? Number(digits) : undefined;
}

/** The rows of a page, and the cursor of the next one. */
export interface CutPage<Row> {
  readonly shown: readonly Row[];
  readonly more: { readonly next_cursor: string | null; readonly has_more: boolean };
}

/**
 * Cuts a page out of the rows that were read for it.
 * @param read up to one row more than `limit`: that row only shows that there is another page.
 * @param cursorOf the cursor that points after a row.
 */
export function cutPage<Row>(
  read: readonly Row[],
  limit: number,
  cursorOf: (last: Row) => string,
): CutPage<Row> {
  const shown = read.slice(0, limit);
  const last = read.length > limit ? shown.at(-1) : undefined;
  return {
    shown,
    more: { next_cursor: last === undefined ? null : cursorOf(last), has_more: last !== undefined },
  };
}
