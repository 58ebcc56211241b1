import { expect, test } from "vitest";
import { z } from "zod";
import { both, catalogue, examplesOf, requests, uri, within } from "#catalogue.test-support.ts";

/** Schemas that others refer to, except as one of their alternatives. */
const parts = new Set(
  both
    .filter(([, { oneOf, anyOf }]) => oneOf === undefined && anyOf === undefined)
    .flatMap(([name, schema]) => [...within(schema, name)].flatMap(([, { $ref }]) => $ref ?? [])),
);
const examples = catalogue.flatMap(({ name, schema }) =>
  examplesOf(schema).map((example) => ({ name, schema, example })),
);

test("every schema of a whole body or answer has an example", () => {
  const lacking = catalogue.filter(
    ({ name, schema }) =>
      !parts.has(uri(name)) &&
      !name.endsWith("Query") &&
      name !== "CsvForm" &&
      !(schema instanceof z.ZodUnion) &&
      examplesOf(schema).length === 0,
  );
  expect(lacking.map(({ name }) => name)).toEqual([]);
});

test.each(["Job", "Row", "Key", "Wallet", "Entry", "Member", "Webhook", "Suppression", "FoundContact"])(
  "%s has an example, though others refer to it",
  (name) => {
    expect(examples.map((one) => one.name)).toContain(name);
  },
);

test.each(examples)("the example of $name parses, to the last property", ({ schema, example }) => {
  expect(schema.parse(example)).toMatchObject(example as object);
});

test("ids have the shape of real ones", () => {
  const ids = JSON.stringify(examples.map(({ example }) => example)).match(/"[a-z]{2,3}_[^"\\]{20,}"/g) ?? [];
  expect(ids.filter((id) => !/^"[a-z]{2,3}_[0-7][0-9a-hjkmnp-tv-z]{25}"$/.test(id))).toEqual([]);
  expect(ids.length).toBeGreaterThan(50);
});

test("a request that refuses unknown properties says so, and does", () => {
  const strict = examples.filter(({ name }) => requests[name]?.["additionalProperties"] === false);
  expect(strict.length).toBeGreaterThan(25);
  const lenient = strict.filter(({ schema, example }) => {
    const misspelt = { ...(example as object), mx_credits: 1 };
    return schema.safeParse(misspelt).success;
  });
  expect(lenient.map(({ name }) => name)).toEqual([]);
});
