import type { Person } from "@winnow/contracts";
import { expect, test } from "vitest";
import { HttpProviderDefinition } from "#http/definition.ts";
import { isAbout } from "#http/echo.ts";
import { type PersonField, valuesOf } from "#http/person-field.ts";

/** Whether an answer with `answered` in one field may be about the person. */
function isSame(person: Person, field: Exclude<PersonField, "company">, answered: unknown): boolean {
  const { answer } = HttpProviderDefinition.parse({
    name: "acme_finder",
    url: "https://api.acme.test/find",
    needs: [["email"]],
    answer: { emails: ["email"], echo: { [field]: "x" } },
    terms: { price: 1 },
  });
  return isAbout(valuesOf(person), answer.echo, { x: answered });
}

test.each([
  ["Lovelace", " LOVELACE "],
  ["Müller", "Muller"],
  ["Müller", "Mueller"],
  ["Mueller", "müller"],
  ["Mu\u0308ller", "M\u00fcller"],
  ["Søndergård", "Sondergard"],
  ["Strauß", "Strauss"],
  ["García", "Garcia Lopez"],
  ["Smith-Jones", "Smith Jones"],
  ["Παπαδόπουλος", "ΠΑΠΑΔΟΠΟΥΛΟΣ".normalize("NFD")],
  ["J.", "John"],
  ["Lovelace", ""],
  ["Lovelace", null],
  ["Lovelace", "—"],
])("the last names %j and %j may be one person's", (asked, answered) => {
  expect(isSame({ lastName: asked }, "last_name", answered)).toBe(true);
});

test.each([
  ["Lovelace", "Stranger"],
  ["Lovelace", "Love"],
  ["García Lopez", "García Marquez"],
  ["Иванов", "Петров"],
])("the last names %j and %j are of two people", (asked, answered) => {
  expect(isSame({ lastName: asked }, "last_name", answered)).toBe(false);
});

test("a name is compared with the requested part of it", () => {
  expect(isSame({ fullName: "Ada King Lovelace" }, "last_name", "Lovelace")).toBe(true);
  expect(isSame({ fullName: "Ada King Lovelace" }, "last_name", "Byron")).toBe(false);
  expect(isSame({ firstName: "Ada", lastName: "Lovelace" }, "full_name", "Ada King Lovelace")).toBe(true);
  expect(isSame({ firstName: "Ada", lastName: "Lovelace" }, "full_name", "Eda Lovelace")).toBe(false);
  expect(isSame({ domain: "acme.test" }, "full_name", "Anybody")).toBe(true);
});

test("addresses, domains and profiles are compared in their normal form", () => {
  expect(isSame({ email: "Ada@Acme.test" }, "email", "ada@acme.test")).toBe(true);
  expect(isSame({ email: "ada@acme.test" }, "email", "bob@acme.test")).toBe(false);
  expect(isSame({ domain: "acme.com" }, "domain", "https://www.acme.com/")).toBe(true);
  expect(isSame({ domain: "acme.com" }, "domain", "acme.org")).toBe(false);
  expect(
    isSame({ linkedinUrl: "https://www.linkedin.com/in/Ada/" }, "linkedin_url", "linkedin.com/in/ada"),
  ).toBe(true);
  expect(
    isSame({ linkedinUrl: "https://www.linkedin.com/in/ada" }, "linkedin_url", "linkedin.com/in/bob"),
  ).toBe(false);
});
