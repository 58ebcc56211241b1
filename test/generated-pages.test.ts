import { readFileSync } from "node:fs";
import { join } from "node:path";
import { settingGroups, settings } from "@winnow/runtime";
import { expect, test } from "vitest";
import { generatedParts, replacePart } from "./pages/generated-pages.ts";

test.each(generatedParts)('$document holds the part "$name" that `npm run pages` writes', (part) => {
  const text = readFileSync(join(import.meta.dirname, "..", part.document), "utf8");
  expect(text).toBe(replacePart(text, part));
});

test("every setting belongs to one subject", () => {
  const grouped = settingGroups.flatMap((group) => Object.keys(group.settings));
  expect(grouped).toEqual(Object.keys(settings));
});
