import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanDomain, cleanEmail, cleanLinkedinUrl, cleanText } from "#http/clean.ts";

describe("a text of an answer", () => {
  test.each([
    ["  Ada \t\n Lovelace ", "Ada Lovelace"],
    ["A\u0000d\u001ba\u202e", "Ada"],
    [4420, "4420"],
    ["A\ud800da", "A\ufffdda"],
    ["", undefined],
    [" \u0000 ", undefined],
    [true, undefined],
    [null, undefined],
    [{ a: 1 }, undefined],
    ["x".repeat(600), "x".repeat(500)],
    ["😀".repeat(600), "😀".repeat(500)],
  ])("%j becomes %j", (value, expected) => expect(cleanText(value)).toBe(expected));

  test("becomes short, on one line, without control characters or half characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2_000 }), (value) => {
        const text = cleanText(value) ?? "";
        expect([...text].length).toBeLessThanOrEqual(500);
        expect(text).not.toMatch(/\p{Cc}/u);
        expect(text.isWellFormed()).toBe(true);
        expect(text).toBe(text.trim());
      }),
    );
  });
});

describe("an address", () => {
  test.each([
    [" Ada.Lovelace@ACME.test ", "Ada.Lovelace@acme.test"],
    ["ada+x@mail.acme.test", "ada+x@mail.acme.test"],
    ["ada@bücher.test", "ada@bücher.test"],
  ])("%j becomes %j", (value, expected) => expect(cleanEmail(value)).toBe(expected));

  test.each([
    "ada",
    "ada@",
    "@acme.test",
    "ada@acme",
    "ada@acme..test",
    "ada@.test",
    "ada@acme.test.",
    "a@b@c.test",
    "ada lovelace@acme.test",
    "<ada@acme.test>",
    "mailto:ada@acme.test",
    `${"a".repeat(65)}@acme.test`,
    `a@${"b".repeat(250)}.test`,
    true,
    7,
    null,
  ])("%j is none", (value) => expect(cleanEmail(value)).toBeUndefined());
});

test.each([
  ["https://www.Acme.com/about?x=1", "acme.com"],
  ["acme.co.uk", "acme.co.uk"],
  ["acme.com:8080", "acme.com"],
  ["Acme", undefined],
  ["ada@acme.com", undefined],
  ["acme corp.com", undefined],
])("the domain in %j is %j", (value, expected) => expect(cleanDomain(value)).toBe(expected));

test.each([
  ["linkedin.com/in/ada", "https://linkedin.com/in/ada"],
  ["http://www.linkedin.com/in/ada?trk=x#y", "https://www.linkedin.com/in/ada"],
  ["javascript:alert(1)//linkedin.com", undefined],
  ["https://linkedin.com.evil.test/in/ada", undefined],
  ["https://notlinkedin.com/in/ada", undefined],
  ["https://linkedin.com:x/", undefined],
])("the LinkedIn page in %j is %j", (value, expected) => expect(cleanLinkedinUrl(value)).toBe(expected));
