import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** The rows of the glossary's table, without its head. */
const rows = readFileSync(join(root, "docs/glossary.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .map((line) => line.slice(2, -2).split(" | "))
  .map(([term = "", meaning = "", where = ""]) => ({ term: term.trim(), meaning, where }))
  .filter(({ term }) => term !== "Term" && !/^-+$/.test(term));

test("the glossary is in alphabetical order and says each term once", () => {
  const terms = rows.map(({ term }) => term);
  expect(terms.length).toBeGreaterThan(40);
  expect(terms).toEqual([...new Set(terms)].toSorted());
});

test.each(rows)("the glossary says where $term stands", ({ where }) => {
  const paths = [...where.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
  expect(paths).not.toEqual([]);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
