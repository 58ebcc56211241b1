import { expect, test } from "vitest";
import { companyKey, foldName, nameKey } from "#person/fold.ts";

test.each([
  ["  Jürgen  Weiß ", "jurgen weiss"],
  ["O'Brien-Smith", "o brien smith"],
  ["ŁUKASZ", "lukasz"],
  ["Straße 7", "strasse 7"],
])("%j folds to %j", (text, folded) => {
  expect(foldName(text)).toBe(folded);
});

test("two spellings of a company have one key, and a company that is only a legal form keeps it", () => {
  expect(companyKey("Acme GmbH & Co. KG")).toBe(companyKey("ACME"));
  expect(companyKey("SE")).toBe("se");
  expect(companyKey("  ")).toBeUndefined();
});

test("a name has a key only when there are two parts to compare", () => {
  expect(nameKey({ firstName: "Ada", lastName: "Lovelace" })).toBe("ada lovelace");
  expect(nameKey({ fullName: "Ada Lovelace" })).toBe("ada lovelace");
  expect(nameKey({ firstName: "Ada", fullName: "Cher" })).toBeUndefined();
});
