import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const text = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");

/** The sections of "Recipes", by title, as lines that are not blank. */
const recipes = (/^## Recipes\n(.*?)^## /ms.exec(text)?.[1] ?? "")
  .split(/^### /m)
  .slice(1)
  .map((section) => section.split("\n").filter((line) => line.trim() !== ""))
  .map(([title = "", ...lines]) => ({ title, lines }));

test("there is a recipe for each usual change", () => {
  expect(recipes.map(({ title }) => title)).toEqual([
    "Run one test",
    "Add an endpoint",
    "Add an enrichment provider",
    "Add a persona",
    "Add a migration",
    "Add an error code",
    "Add a setting",
    "Other changes",
  ]);
});

test.each(recipes)("$title takes at most ten lines, and each step names files that exist", ({ lines }) => {
  expect(lines.length).toBeLessThanOrEqual(10);
  for (const step of lines.filter((line) => /^\d+\. /.test(line))) {
    const paths = [...step.matchAll(/`((?:apps|docs|packages|test)\/[^`\s]+)`/g)].map(
      (match) => match[1] ?? "",
    );
    const commands = [...step.matchAll(/`(?:npm|pnpm|node) [^`]+`/g)];
    expect(paths.length + commands.length, step).toBeGreaterThan(0);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  }
});

test("commands that run one test name files that exist", () => {
  const files = [...text.matchAll(/^pnpm vitest run --project \w+ (\S+\/\S+)/gm)].map(
    (match) => match[1] ?? "",
  );
  expect(files.length).toBeGreaterThan(2);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
