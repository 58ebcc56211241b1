import type { Writable } from "node:stream";
import type { Terminal } from "#terminal.ts";

type Stream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Width of the manual: that of the terminal, or 80 columns without one. */
export function widthOf({ isTTY, columns }: Stream): number {
  return (isTTY === true ? columns : undefined) ?? 80;
}

/** Headings are bold on a terminal, unless NO_COLOR is set (no-color.org). */
export function isColourful({ isTTY }: Stream, { environment }: Pick<Terminal, "environment">): boolean {
  return isTTY === true && !environment["NO_COLOR"];
}
