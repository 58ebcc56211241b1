import fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance } from "#edit-distance.ts";

test.each([
  ["gmail", "gmail", 0],
  ["gmai", "gmail", 1],
  ["gmaill", "gmail", 1],
  ["gnail", "gmail", 1],
  ["gmial", "gmail", 1],
  ["outloook.co", "outlook.com", 2],
  // No letter is edited twice: a swap with a letter put between costs three.
  ["ca", "abc", 3],
  ["", "abc", 3],
])("from %s to %s: %i", (one, other, distance) => {
  expect(editDistance(one, other, Infinity)).toBe(distance);
  expect(editDistance(other, one, Infinity)).toBe(distance);
});

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });

test("a limit changes nothing but what exceeds it", () => {
  fc.assert(
    fc.property(word, word, fc.nat(9), (one, other, max) => {
      expect(editDistance(one, other, max)).toBe(Math.min(editDistance(one, other, Infinity), max + 1));
    }),
  );
});

test("a distance that exceeds the limit only with the last letter is told as one beyond it, too", () => {
  expect(editDistance("aa", "bbccb", 3)).toBe(4);
});

test("one letter too many, too few or wrong, or two that changed places, is one edit; nothing else is", () => {
  fc.assert(
    fc.property(word, fc.nat(), fc.constantFrom("a", "b", "c"), (name, at, letter) => {
      fc.pre(name !== "");
      const index = at % name.length;
      const [head, tail] = [name.slice(0, index), name.slice(index)];
      const swapped = tail.length > 1 ? `${tail[1]}${tail[0]}${tail.slice(2)}` : tail;
      for (const near of [
        head + letter + tail,
        head + tail.slice(1),
        head + letter + tail.slice(1),
        head + swapped,
      ]) {
        expect(editDistance(near, name, 1)).toBe(near === name ? 0 : 1);
      }
      expect(editDistance(`${name}dd`, name, 1)).toBe(2);
      if (name.length > 2) expect(editDistance(`d${name.slice(1, -1)}d`, name, 1)).toBe(2);
    }),
  );
});
