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

/** What a page shows of the rows that were read for it, and how its list goes on. */
export interface CutPage<Row> {
  readonly shown: readonly Row[];
  readonly more: { readonly next_cursor: string | null; readonly has_more: boolean };
}

/**
 * Cuts a page out of what was read for it.
 * @param read up to one more than `limit`: that one only tells that there is more.
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
