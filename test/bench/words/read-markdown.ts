import { maskCode, type Prose } from "./prose.ts";

/** The paragraphs, list entries, headings and table cells of a Markdown page; blocks of code are left out. */
export function readMarkdown(path: string, page: string): Prose[] {
  const prose: Prose[] = [];
  let paragraph: string[] = [];
  let fenced = false;
  const end = (nextLine: number) => {
    const text = maskCode(paragraph.join("\n"));
    if (text.trim() !== "") prose.push({ path, line: nextLine - paragraph.length, text });
    paragraph = [];
  };
  const lines = page.split("\n");
  for (const [index, written] of lines.entries()) {
    const line = index + 1;
    const fence = /^\s*(?:```|~~~)/.test(written);
    if (fence) fenced = !fenced;
    const text = fence || fenced ? "" : written.replaceAll(/\]\([^)]*\)|^\s*\[[^\]]+\]: .*$/g, "]");
    if (text.trim() === "") end(line);
    else if (text.trimStart().startsWith("|")) {
      end(line);
      for (const cell of text.split("|")) {
        if (/\p{L}/u.test(cell)) prose.push({ path, line, text: maskCode(cell) });
      }
    } else {
      if (/^\s*(?:[-*+]|\d+\.|#+)\s/.test(text)) end(line);
      paragraph.push(text.replace(/^\s*(?:[-*+]|\d+\.|#+|>)\s/, ""));
    }
  }
  end(lines.length + 1);
  return prose;
}
