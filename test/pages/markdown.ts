/** The relative links of a page, without those in code. */
export function linksOf(markdown: string): string[] {
  return [...withoutCode(markdown).matchAll(/\]\((?<link>[^)\s]+)\)/g)]
    .map(({ groups }) => groups?.["link"] ?? "")
    .filter((link) => !/^[a-z]+:/.test(link));
}

/** The anchors that GitHub gives the headings of a page. */
export function anchorsOf(markdown: string): string[] {
  const seen = new Map<string, number>();
  return [...withoutCode(markdown).matchAll(/^#+ (?<heading>.*)$/gm)].map(({ groups }) => {
    const anchor = (groups?.["heading"] ?? "")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(/\s/g, "-");
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

/** What stands between fences. */
export function codeBlocksOf(markdown: string): string[] {
  return [...markdown.matchAll(/^ *```\w*\n(?<code>.*?)^ *```/gms)].map(
    ({ groups }) => groups?.["code"] ?? "",
  );
}

/** What stands between single backticks, in the prose. */
export function inlineCodeOf(markdown: string): string[] {
  return [...withoutCode(markdown).matchAll(/`(?<code>[^`\n]+)`/g)].map(
    ({ groups }) => groups?.["code"] ?? "",
  );
}

/** The prose of a page; code in a line stays. */
export function withoutCode(markdown: string): string {
  return markdown.replaceAll(/^ *```.*?^ *```$/gms, "\n");
}
