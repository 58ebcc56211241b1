import { describe, expect, test } from "vitest";
import { addressForm, mailboxExists, MISSING_SHARE } from "#mailbox.ts";
import { firstNames, lastNames } from "#names.ts";

const anywhere = (local: string) =>
  [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => mailboxExists(seed, local, "a.test"));

test.each([
  "ada.lovelace",
  "Alan.Turing",
  "grace.hopper",
  "ada.lovelace+news",
  "info",
  "Postmaster",
  "person.42",
  "jürgen.müller",
])("%s exists for every seed", (local) => {
  expect(new Set(anywhere(local))).toEqual(new Set([true]));
});

test.each([
  "marie",
  "zoe.garcia",
  "Juergen.Mueller",
  "jurgen.muller",
  "jean-luc.obrien",
  "mdangelo",
  "m.weiss",
])("%s exists for some seeds", (local) => {
  expect(anywhere(local)).toContain(true);
});

test.each([
  "nobody.here",
  "nobody",
  "lovelace.ada",
  "missing.person",
  "unknown",
  "x-1",
  "no.reply",
  "person.x",
  "q8f3k2",
  "lovelace",
  "former.colleague7",
  "+news",
  ".lovelace",
  "ada.",
  "",
])("%j never exists", (local) => {
  expect(new Set(anywhere(local))).toEqual(new Set([false]));
});

test("random probes do not exist", () => {
  const probes = Array.from({ length: 5_000 }, (_, index) => `k${index}${(index * 7_919).toString(36)}q7w`);
  expect(probes.filter((probe) => mailboxExists(0, probe, "a.test"))).toEqual([]);
});

describe("people who are missing", () => {
  const people = firstNames.flatMap((first) =>
    lastNames.map((last) => `${addressForm(first)}.${addressForm(last)}`),
  );
  const missing = (seed: number, domain: string) =>
    new Set(people.filter((local) => !mailboxExists(seed, local, domain)));

  test("are the documented share", () => {
    expect(missing(0, "a.test").size / people.length).toBeCloseTo(MISSING_SHARE, 2);
  });

  test("are the same for the same seed, and different for another seed or domain", () => {
    const some = missing(7, "a.test");
    expect(missing(7, "a.test")).toEqual(some);
    for (const other of [missing(8, "a.test"), missing(7, "b.test")]) {
      expect([...some].filter((local) => other.has(local)).length / some.size).toBeCloseTo(MISSING_SHARE, 1);
    }
  });
});

test("names are written as in mail addresses", () => {
  expect(
    ["Jürgen", "Zoë", "Søren", "García", "Weiß", "O'Brien", "Jean-Luc", "Łukasz", "Yıldız"].map(addressForm),
  ).toEqual(["juergen", "zoe", "soren", "garcia", "weiss", "obrien", "jean-luc", "lukasz", "yildiz"]);
});

test.each([
  ["first names", firstNames],
  ["last names", lastNames],
])("there are about 200 %s, each once, some of them non-ASCII", (_, names) => {
  expect(names.length).toBeGreaterThanOrEqual(200);
  expect(new Set(names.map(addressForm)).size).toBe(names.length);
  expect(names.filter((name) => name !== name.normalize("NFC"))).toEqual([]);
  expect(names.filter((name) => /[^\x00-\x7f]/.test(name)).length).toBeGreaterThan(30);
});
