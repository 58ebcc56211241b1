import { expect, test } from "vitest";
import { z } from "zod";
import { answers, both, catalogue, within, type Json } from "#catalogue.test-support.ts";

const names = Object.keys(answers);

test("every schema of a request or an answer is named as it is exported, and no other schema has a name", () => {
  expect(catalogue.map(({ name, schema }) => [name, z.globalRegistry.get(schema)?.id])).toEqual(
    catalogue.map(({ name }) => [name, name]),
  );
  expect(names.toSorted()).toEqual(catalogue.map(({ name }) => name).toSorted());
});

test("a code generator can use each name unchanged", () => {
  expect(names.filter((name) => !/^(?:[A-Z][a-z]+)+$/.test(name))).toEqual([]);
});

test("the description of each schema and property says more than its name", () => {
  const silent = both.flatMap(([name, schema]) => [
    ...(saysMore(schema["description"], name) ? [] : [name]),
    ...[...within(schema, name)].flatMap(([place, { properties }]) =>
      Object.entries((properties ?? {}) as Record<string, Json>)
        .filter(([property, { description }]) => !saysMore(description, property, name))
        .map(([property, { description }]) => `${place}.${property}: ${String(description)}`),
    ),
  ]);
  expect(silent).toEqual([]);
});

test("every object and enumeration in a body or an answer is a named schema", () => {
  const nameless = both
    .filter(([name]) => !name.endsWith("Query"))
    .flatMap(([name, schema]) =>
      [...within(schema, name)]
        .filter(
          ([place, inner]) =>
            place !== name &&
            !place.endsWith("/properties") &&
            (inner["type"] === "object" || inner["enum"] !== undefined),
        )
        .map(([place]) => place),
    );
  expect(nameless).toEqual([]);
});

test("numbers have a format, and nothing has the bounds and patterns that zod adds to one", () => {
  const noisy = both.flatMap(([name, schema]) =>
    [...within(schema, name)]
      .filter(
        ([, { type, format, maximum, pattern }]) =>
          maximum === Number.MAX_SAFE_INTEGER ||
          (typeof pattern === "string" && pattern.length > 20) ||
          ((type === "integer" || type === "number") && format === undefined),
      )
      .map(([place]) => place),
  );
  expect(noisy).toEqual([]);
});

const FILL_WORDS = new Set(
  "a an and are as at be been by for from has have in is it its of on or that the this to was were which with".split(
    " ",
  ),
);

function wordsOf(text: string): Set<string> {
  const words = text
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .map((word) => word.replace(/s$/, ""));
  return new Set(words.filter((word) => word !== "" && !FILL_WORDS.has(word)));
}

/** Whether a text has at least three words that appear neither in the property's name nor in its schema's. */
function saysMore(description: unknown, ...named: readonly string[]): boolean {
  if (typeof description !== "string" || description.length < 20) return false;
  const known = wordsOf(named.join(" "));
  return [...wordsOf(description)].filter((word) => !known.has(word)).length >= 3;
}
