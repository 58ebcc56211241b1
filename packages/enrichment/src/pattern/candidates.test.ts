import { expect, test } from "vitest";
import { candidateLocals, splitName } from "#pattern/candidates.ts";

test("the most frequent patterns come first, at most six", () => {
  expect(candidateLocals({ first: "Ada", last: "Lovelace" })).toEqual([
    "ada.lovelace",
    "alovelace",
    "ada",
    "adalovelace",
    "a.lovelace",
    "lovelace",
  ]);
});

test.each([
  [{ first: "Jürgen", last: "Weiß" }, "juergen.weiss"],
  [{ first: "José", last: "García" }, "jose.garcia"],
  [{ first: "Anne-Marie", last: "D'Arcy" }, "anne-marie.darcy"],
])("%o is spelled %s", (name, local) => {
  expect(candidateLocals(name)[0]).toBe(local);
});

test("a name without Latin letters has no candidates", () => {
  expect(candidateLocals({ first: "李", last: "明" })).toEqual([]);
});

test.each([
  [{ fullName: "Grace Brewster Hopper" }, { first: "Grace", last: "Hopper" }],
  [
    { firstName: "Grace", lastName: "Hopper", fullName: "somebody else" },
    { first: "Grace", last: "Hopper" },
  ],
  [{ fullName: "Cher" }, undefined],
])("%o is %o", (person, name) => {
  expect(splitName(person)).toEqual(name);
});
