/** An opaque cursor over a position: a number of the last thing that was shown. */
export function encodeCursor(position: number): string {
  return Buffer.from(`1.${position}`).toString("base64url");
}

/** @returns the position, undefined when the cursor is not one of ours. */
export function decodeCursor(cursor: string): number | undefined {
  const position = /^1\.(\d{1,15})$/.exec(Buffer.from(cursor, "base64url").toString("utf8"))?.[1];
  return position === undefined ? undefined : Number(position);
}
