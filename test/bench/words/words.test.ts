import { describe, expect, test } from "vitest";
import { countWords, splitSentences } from "./prose.ts";
import { readMarkdown } from "./read-markdown.ts";
import { readSource } from "./read-source.ts";
import { findRejected } from "./rejected.ts";

const textsOf = (source: string, path = "packages/core/src/plan.ts") =>
  readSource(path, source).map(({ line, text }) => [line, text.trim()]);
const phrasesOf = (sentence: string) => findRejected(sentence).map(({ phrase }) => phrase);

describe("texts of a source file", () => {
  test("a comment of several lines is one text", () => {
    const source = "const a = 1; // After code.\n// It begins here\n// and ends here.\n\n// Another one.\n";
    expect(textsOf(source)).toEqual([
      [1, "After code."],
      [2, "It begins here\nand ends here."],
      [5, "Another one."],
    ]);
  });

  test("a docstring has no marks, and its code is one word", () => {
    const source = "/**\n * Plans a `behind(x)` job.\n * @throws Error later.\n */\nexport const a = 1;\n";
    expect(textsOf(source)).toEqual([[1, "Plans a `code` job.\nError later."]]);
  });

  test("comment marks inside a string or a regular expression begin no comment", () => {
    expect(textsOf('const a = "/* mine */"; const b = /\\/\\*[/]*/;\n')).toEqual([]);
  });

  test("error texts are read, with what a template inserts as one word", () => {
    const source =
      'throw new Error(`the job ${`${id}`} has ended`);\nconst hint = "Send the same key again.";\n';
    expect(textsOf(source)).toEqual([
      [1, "the job `code` has ended"],
      [2, "Send the same key again."],
    ]);
  });

  test("queries, paths and lists of columns are not texts", () => {
    const source = [
      "sql`select what is given back`;",
      "sql<Row>`select what is ${a} behind`;",
      'query("select who, what from the_table");',
      'const columns = ["job_id", "a/path of.ts", "x_1, y_2, z_3"];',
    ];
    expect(textsOf(source.join("\n"))).toEqual([]);
  });

  test("of the strings of a test only its names count", () => {
    const source = [
      'describe("the plan", () => {',
      '  test.skipIf(no())("waits for a slot", () => run("strings that are input"));',
      '  test.each(["an", "input"])(`plans ${a} at once`, () => {});',
      "});",
    ];
    expect(textsOf(source.join("\n"), "packages/core/src/plan.test.ts")).toEqual([
      [1, "the plan"],
      [2, "waits for a slot"],
      [3, "plans `code` at once"],
    ]);
  });
});

test("a page is its paragraphs, list entries and cells, without code and targets of links", () => {
  const page =
    "# Title\n\nOne\n[two](behind.md).\n- Three\n- Four\n\n```\nnobody\n```\n\n| a | b |\n|---|---|\n";
  expect(readMarkdown("README.md", page).map(({ line, text }) => [line, text.trim()])).toEqual([
    [1, "Title"],
    [3, "One\n[two]."],
    [5, "Three"],
    [6, "Four"],
    [12, "a"],
    [12, "b"],
  ]);
});

test("a sentence has the line of its first word", () => {
  const text = "It ends.\nAnother, e.g. this\none: done? A heading\n\nLast";
  expect(
    splitSentences({ path: "a.ts", line: 7, text }).map(({ line, text: sentence }) => [line, sentence]),
  ).toEqual([
    [7, "It ends."],
    [8, "Another, e.g. this one: done?"],
    [9, "A heading"],
    [11, "Last"],
  ]);
});

test("marks are not words", () => {
  expect(countWords("a – `code` | 3 ms,\nb")).toBe(5);
});

describe("rejected phrases", () => {
  test.each([
    ["Nobody else reads it.", "whoever, nobody, somebody, everybody, anybody"],
    ["The rest is given to the wallet back.", "given back"],
    ["It is no file.", "is no file"],
    ["The row is put off.", "put off"],
    ["A member that is not known.", "that is known"],
    ["The host is asked.", "asked"],
  ])("%s", (sentence, phrase) => {
    expect(phrasesOf(sentence)).toEqual([phrase]);
  });

  test.each([
    "There is no file.",
    "There may be no file.",
    "It is no longer there.",
    "The server behind nginx and the hosts in turn.",
    "What the caller asks for.",
  ])("right: %s", (sentence) => {
    expect(phrasesOf(sentence)).toEqual([]);
  });

  test("each place counts, also beside a right use", () => {
    expect(phrasesOf("Asked for twice, it asks whoever is behind nginx.")).toEqual([
      "whoever, nobody, somebody, everybody, anybody",
      "asked",
    ]);
  });
});
