import { expect, test } from "vitest";
import { candidateLocals } from "#pattern/candidates.ts";
import { splitName } from "#pattern/split-name.ts";

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

test("shapes of known addresses come first, by frequency; then general shapes in their likeliest spelling", () => {
  const weiss = { first: "Jürgen", last: "Weiß" };
  expect(candidateLocals(weiss)).toEqual([
    "juergen.weiss",
    "jweiss",
    "juergen",
    "juergenweiss",
    "j.weiss",
    "weiss",
  ]);
  const known = [
    { shape: "last", count: 1 },
    { shape: "first_last", count: 2 },
  ] as const;
  expect(candidateLocals(weiss, known)).toEqual([
    "juergen_weiss",
    "jurgen_weiss",
    "weiss",
    "juergen.weiss",
    "jweiss",
    "juergen",
  ]);
});

test("when the pattern of a domain is clear, few other shapes are tried", () => {
  const known = [
    { shape: "lastf", count: 9 },
    { shape: "first", count: 1 },
  ] as const;
  expect(candidateLocals({ first: "Ada", last: "Lovelace" }, known)).toEqual([
    "lovelacea",
    "ada.lovelace",
    "alovelace",
  ]);
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
