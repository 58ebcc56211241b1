import { expect, test } from "vitest";
import { requests } from "#catalogue.test-support.ts";
import { Delimiter } from "#delimiter.ts";

test.each([
  ["comma", ","],
  ["semicolon", ";"],
  ["tab", "\t"],
  ["pipe", "|"],
])("%s names %j, which is accepted too", (name, character) => {
  expect(Delimiter.parse(name)).toBe(character);
  expect(Delimiter.parse(character)).toBe(character);
});

test.each(["colon", ":", "", "toString", 1])("%j is neither", (text) => {
  expect(Delimiter.safeParse(text).success).toBe(false);
});

test("the schema lists only the names", () => {
  expect(requests["Delimiter"]).toMatchObject({
    type: "string",
    enum: ["comma", "semicolon", "tab", "pipe"],
  });
});
