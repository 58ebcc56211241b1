import { scanSource, type Token } from "../../architecture/tokens.ts";
import { maskCode, type Prose } from "./prose.ts";

/** Fewer words than these are a name or a value, not a text. */
const TEXT_WORDS = 3;
const SQL =
  /^\s*(?:select|insert into|update|delete from|with|create|alter|drop|truncate|lock) [\s\S]*\b(?:from|set|as|table|index|into)\b/;

/**
 * The texts of a source file: comments, docstrings and strings of three words or more. In a test file the only strings that
 * count are the names of its tests, for the others are input or expected output. Tagged templates are code: SQL.
 */
export function readSource(path: string, source: string): Prose[] {
  const tokens = scanSource(source);
  const isTest = /\.test\.m?ts$/.test(path);
  const code = tokens.filter(({ type }) => type !== "comment");
  return [
    ...joinComments(tokens).map(({ line, text }) => ({ path, line, text: maskCode(text) })),
    ...joinTemplates(code)
      .filter(({ index, text }) => (isTest ? namesTest(code, index) : isText(text)))
      .map(({ line, text }) => ({ path, line, text: maskCode(text) })),
  ];
}

/** Comments without their marks; lines of `//` that follow each other are one comment. */
function joinComments(tokens: readonly Token[]): { line: number; text: string }[] {
  const comments: { line: number; text: string }[] = [];
  /** Line on which the last comment goes on if it begins with `//`. */
  let nextLine = 0;
  let codeLine = 0;
  for (const { type, line, text } of tokens) {
    if (type !== "comment") {
      codeLine = line;
      continue;
    }
    const previous = comments.at(-1);
    const isLine = text.startsWith("//");
    const words = isLine ? text.replace(/^\/\/+ ?/, "") : readBlock(text);
    if (isLine && previous !== undefined && line === nextLine) previous.text += `\n${words}`;
    else comments.push({ line, text: words });
    nextLine = isLine && codeLine < line ? line + 1 : 0;
  }
  return comments;
}

function readBlock(comment: string): string {
  const lines = comment
    .replace(/^\/\*+/, "")
    .replace(/\*+\/$/, "")
    .split("\n");
  return lines.map((line) => line.replace(/^\s*\* ?/, "").replace(/^@\w+ /, "")).join("\n");
}

interface Literal {
  /** Of its first token. */
  readonly index: number;
  readonly line: number;
  readonly text: string;
}

/** Strings and untagged templates; what a template inserts counts as one word. */
function joinTemplates(code: readonly Token[]): Literal[] {
  const literals: Literal[] = [];
  for (const [index, token] of code.entries()) {
    if (token.type !== "string" && !isHead(token)) continue;
    if (isTagged(code, index)) continue;
    const text = token.type === "string" ? token.text : joinParts(code, index);
    literals.push({ index, line: token.line, text });
  }
  return literals;
}

const isHead = ({ type, text }: Token) => type === "template" && text.startsWith("`");

function joinParts(code: readonly Token[], head: number): string {
  const parts: string[] = [];
  let depth = 0;
  for (const { type, text } of code.slice(head)) {
    if (type !== "template") continue;
    const begins = text.startsWith("`");
    const ends = text.endsWith("`");
    if (begins) depth += 1;
    if (depth === 1) parts.push(text.replace(/^[`}]/, "").replace(/`$|\$\{$/, ""));
    if (ends) depth -= 1;
    if (depth === 0) break;
  }
  return parts.join("`code`");
}

/** After a name (sql`…`) or the end of its type arguments (sql<Row>`…`). */
function isTagged(code: readonly Token[], index: number): boolean {
  const previous = code[index - 1];
  return previous?.type === "name" || previous?.text === ">";
}

/** Whether it is written as a text is: words with spaces between them, not a list of columns or a path. */
function isText(text: string): boolean {
  if (SQL.test(text)) return false;
  const words = text
    .split(/\s+/)
    .filter((word) => /^[("'“]?(?:\p{L}[\p{L}'’-]*|`code`)[.,;:!?)"'”]*$/u.test(word));
  return words.length >= TEXT_WORDS;
}

const testFunctions = new Set(["test", "it", "describe"]);

/** Whether a string is the first argument of a call like `test(…)`, `test.skipIf(…)(…)` or `describe.each(…)(…)`. */
function namesTest(code: readonly Token[], index: number): boolean {
  let at = index - 1;
  if (code[at]?.text !== "(") return false;
  at -= 1;
  for (;;) {
    if (code[at]?.text === ")") at = openingOf(code, at) - 1;
    const token = code[at];
    if (token?.type !== "name") return false;
    if (code[at - 1]?.text !== ".") return testFunctions.has(token.text);
    at -= 2;
  }
}

function openingOf(code: readonly Token[], closing: number): number {
  let depth = 0;
  for (let at = closing; at >= 0; at -= 1) {
    const text = code[at]?.type === "other" ? code[at]?.text : undefined;
    if (text === ")") depth += 1;
    if (text === "(") depth -= 1;
    if (depth === 0) return at;
  }
  return 0;
}
