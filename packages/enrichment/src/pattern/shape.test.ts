import fc from "fast-check";
import { expect, test } from "vitest";
import { renderShape, SHAPES, shapesOf } from "#pattern/shape.ts";
import { spellings } from "#pattern/spelling.ts";

const part = fc.string({
  unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyzäöüßéñøł-'"),
  minLength: 1,
  maxLength: 12,
});
const name = fc.record({ first: part, last: part });

test("an address made from a name in a shape is recognized as that shape, in each spelling", () => {
  fc.assert(
    fc.property(name, fc.constantFrom(...SHAPES), ({ first, last }, shape) => {
      for (const spelledFirst of spellings(first)) {
        for (const spelledLast of spellings(last)) {
          const local = renderShape(shape, { first: spelledFirst, last: spelledLast });
          expect(shapesOf(`${local.toUpperCase()}@acme.test`, { first, last })).toContain(shape);
        }
      }
    }),
  );
});

test.each([
  ["ada.lovelace@acme.test", ["first.last"]],
  ["lovelacea@acme.test", ["lastf"]],
  ["countess@acme.test", []],
  ["ada@acme.test", ["first"]],
])("%s is %o", (address, shapes) => {
  expect(shapesOf(address, { first: "Ada", last: "Lovelace" })).toEqual(shapes);
});
