import type { Writable } from "node:stream";
import type { Terminal } from "#terminal.ts";

type Stream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** How wide the manual is where it is printed: as the terminal, or 80 columns where nobody looks on. */
export function widthOf({ isTTY, columns }: Stream): number {
  return (isTTY === true ? columns : undefined) ?? 80;
}

/** Bold is for whoever looks on, and did not ask for none (no-color.org). */
export function isColourful({ isTTY }: Stream, { environment }: Pick<Terminal, "environment">): boolean {
  return isTTY === true && !environment["NO_COLOR"];
}
