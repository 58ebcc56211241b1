import type { Person } from "@winnow/contracts";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importContacts } from "#directory/import.ts";
import { matchContacts } from "#directory/match.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await importContacts(
    { database: database.kysely },
    {
      source: "crm",
      contacts: [
        {
          key: "1",
          first_name: "Jürgen",
          last_name: "Weiß",
          company: "Acme GmbH",
          domain: "https://www.acme.test/",
          email: "Juergen.Weiss@acme.test",
          linkedin_url: "https://linkedin.test/in/jw",
        },
        { key: "2", first_name: "Ada", last_name: "Lovelace", company: "Globex", domain: "globex.test" },
      ],
    },
  );
});
afterAll(() => database[Symbol.asyncDispose]());

const emailsFor = async (...people: Person[]) =>
  (await matchContacts(database.kysely, people)).map((finding) =>
    finding.outcome === "found" ? finding.emails : finding.outcome,
  );

const weiss = ["juergen.weiss@acme.test"];

test.each<[string, Person]>([
  ["LinkedIn URL", { linkedinUrl: "https://linkedin.test/in/jw" }],
  ["email", { email: "juergen.weiss@acme.test" }],
  [
    "name and domain, however the name is accented",
    { firstName: "JURGEN", lastName: "Weiss", domain: "acme.test" },
  ],
  ["full name and company, whatever its legal form", { fullName: "Jürgen Weiß", company: "ACME" }],
])("a person is found by %s", async (_, person) => {
  expect(await emailsFor(person)).toEqual([weiss]);
});

test("answers come in the order of the questions; an unknown person is not found", async () => {
  expect(
    await emailsFor(
      { fullName: "Nobody Here", domain: "acme.test" },
      { fullName: "Jürgen Weiß", domain: "acme.test" },
      { fullName: "Ada Lovelace", company: "Globex" },
      {},
    ),
  ).toEqual(["not_found", weiss, [], "not_found"]);
});

test("a name without a company, or a company without a name, matches no contact", async () => {
  expect(await emailsFor({ fullName: "Jürgen Weiß" }, { domain: "acme.test" })).toEqual([
    "not_found",
    "not_found",
  ]);
});

test("importing again updates the contact", async () => {
  const contact = { key: "2", first_name: "Ada", last_name: "Lovelace", domain: "globex.test" };
  await importContacts(
    { database: database.kysely },
    { source: "crm", contacts: [{ ...contact, email: "ada@globex.test" }] },
  );
  expect(await emailsFor({ fullName: "Ada Lovelace", domain: "globex.test" })).toEqual([["ada@globex.test"]]);
  const { count } = await database.kysely
    .selectFrom("contacts")
    .select((column) => column.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  expect(count).toBe(2);
});
