import { describeQueues } from "@winnow/queues";
import { describeSettings } from "./configuration-page.ts";
import { markdownTable } from "./markdown-table.ts";
import { drawChunk, drawJob, drawRow, listRowEnds } from "./state-diagrams.ts";

/** A part of a document that a program writes; the text around it is written by hand. */
interface GeneratedPart {
  /** From the root. */
  readonly document: string;
  /** Stands in the mark: `<!-- generated: settings -->`, up to `<!-- end -->`. */
  readonly name: string;
  readonly render: () => string;
}

export const generatedParts: readonly GeneratedPart[] = [
  { document: "docs/configuration.md", name: "settings", render: describeSettings },
  { document: "docs/architecture.md", name: "queues", render: alignedQueues },
  { document: "docs/states.md", name: "job", render: drawJob },
  { document: "docs/states.md", name: "chunk", render: drawChunk },
  { document: "docs/states.md", name: "row", render: drawRow },
  { document: "docs/states.md", name: "row ends", render: listRowEnds },
];

/** The text with the part between its marks written anew. @throws Error when the marks are missing. */
export function replacePart(text: string, { document, name, render }: GeneratedPart): string {
  const start = `<!-- generated: ${name} -->\n`;
  const from = text.indexOf(start);
  const to = text.indexOf("<!-- end -->", from);
  if (from === -1 || to === -1) throw new Error(`${document} has no part with the mark ${start.trim()}`);
  return `${text.slice(0, from + start.length)}\n${render()}\n\n${text.slice(to)}`;
}

function alignedQueues(): string {
  const [head = [], , ...rows] = describeQueues()
    .split("\n")
    .map((line) => line.slice(2, -2).split(" | "));
  return markdownTable(head, rows);
}
