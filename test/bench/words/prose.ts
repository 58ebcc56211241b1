/** A text that a person reads: a comment, a paragraph, an error text, a line of help or the name of a test. */
export interface Prose {
  /** From the repository's root. */
  readonly path: string;
  /** Line of its first word, 1-based. */
  readonly line: number;
  /** Lines as they stand in the file, without comment marks. Code in backticks is one word: `code`. */
  readonly text: string;
}

/** A sentence of a text, in one line. */
export interface Sentence {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** Replaces code and addresses, whose words are not the writer's, with one word that holds no phrase. */
export function maskCode(text: string): string {
  return text
    .replaceAll(/`[^`]+`/g, (code) => `\`code\`${"\n".repeat(code.split("\n").length - 1)}`)
    .replaceAll(/https?:\/\/[^\s)]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, "`code`");
}

/** Splits a text where a sentence ends or a blank line stands. */
export function splitSentences({ path, line, text }: Prose): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  const add = (end: number) => {
    const piece = text.slice(start, end);
    const words = piece.trim();
    const first = start + piece.length - piece.trimStart().length;
    const before = text.slice(0, first).split("\n").length - 1;
    if (words !== "") sentences.push({ path, line: line + before, text: words.replaceAll(/\s+/g, " ") });
    start = end;
  };
  for (const { index, 0: mark } of text.matchAll(/[.!?](?=[)"’”*_]*\s)|\n\s*\n/g)) {
    const isAbbreviation = mark === "." && /\b(?:e\.g|i\.e|cf|vs|etc)$/.test(text.slice(0, index));
    if (!isAbbreviation) add(index + mark.length);
  }
  add(text.length);
  return sentences;
}

/** Counts words: runs that hold a letter or a digit. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;
}
