import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePath, readPath } from "#http/path.ts";

function read(text: string, value: unknown): unknown[] {
  const parsed = parsePath(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return readPath(parsed.path, value);
}

const answer = {
  data: { email: "ada@acme.test", none: null },
  people: [{ emails: [{ value: "a" }, { value: "b" }] }, { emails: [{ value: "c" }, {}] }],
};

describe("a path", () => {
  test.each([
    ["data.email", ["ada@acme.test"]],
    ["data.none", [null]],
    ["data.missing", []],
    ["data.email.length", []],
    ["people[0].emails[*].value", ["a", "b"]],
    ["people[*].emails[*].value", ["a", "b", "c"]],
    ["people[*].emails[1].value", ["b"]],
    ["people[2]", []],
    ["people.length", []],
    ["people.0", []],
    ["data[0]", []],
    ["data[*]", []],
  ])("%s leads to %j", (text, expected) => expect(read(text, answer)).toEqual(expected));

  test("may begin with a list, and lists may follow each other", () => {
    expect(read("[1][0].x", [[], [{ x: 1 }]])).toEqual([1]);
  });

  test.each(["constructor", "__proto__", "data.toString", "data.__proto__.toString", "people.map"])(
    "%s finds nothing: only own properties are read",
    (text) => expect(read(text, answer)).toEqual([]),
  );

  test("reads a property of any name that the answer has", () => {
    expect(read("__proto__.email", JSON.parse('{"__proto__":{"email":"x"}}'))).toEqual(["x"]);
  });

  test.each([
    "",
    ".a",
    "a.",
    "a..b",
    "a[",
    "a[]",
    "a[x]",
    "a[-1]",
    "a]b",
    "a b",
    "a.[0]",
    "[0]b",
    "[*",
    "$ .a",
  ])("%j is refused", (text) => expect(parsePath(text).ok).toBe(false));

  test("has at most 200 characters, so that reading is fast", () => {
    expect(parsePath("a".repeat(200)).ok).toBe(true);
    expect(parsePath("a".repeat(201)).ok).toBe(false);
  });

  test("finds any value at its place", () => {
    const name = fc.stringMatching(/^[A-Za-z_$-][\w$-]*$/).filter((text) => text.length < 20);
    const step = fc.oneof(
      name.map((key) => ({ text: `.${key}`, put: (value: unknown): unknown => ({ [key]: value }) })),
      fc.nat(3).map((index) => ({
        text: `[${index}]`,
        put: (value: unknown): unknown => [...Array.from({ length: index }, () => null), value],
      })),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), fc.jsonValue(), (steps, value) => {
        const text = steps.map((each) => each.text).join("");
        const whole = steps.reduceRight((inner, each) => each.put(inner), value as unknown);
        // oxlint-disable-next-line unicorn/prefer-string-starts-ends-with
        expect(read(text.replace(/^\./, ""), whole)).toEqual([value]);
      }),
    );
  });

  test("from any text is parsed or refused, and reads any answer without an error", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z.[\]*0-9_]*$/), fc.jsonValue(), (text, value) => {
        const parsed = parsePath(text);
        if (parsed.ok) expect(Array.isArray(readPath(parsed.path, value))).toBe(true);
      }),
    );
  });
});
