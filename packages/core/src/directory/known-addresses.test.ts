import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findKnownAddresses } from "#directory/known-addresses.ts";
import { importContacts } from "#directory/import.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

test("working addresses of named people at the very domain, at most fifty of each", async () => {
  const person = {
    first_name: "Ada",
    last_name: "Lovelace",
    domain: "acme.test",
    email_status: "valid" as const,
  };
  await importContacts(
    { database: database.kysely },
    {
      source: "crm",
      contacts: [
        { ...person, email: "ada@acme.test" },
        { ...person, email: "gone@acme.test", email_status: "invalid" },
        { ...person, email: "ada@elsewhere.test" },
        { ...person, first_name: null, email: "info@acme.test" },
        ...Array.from({ length: 60 }, (_, index) => ({
          ...person,
          domain: "large.test",
          email: `ada${index}@large.test`,
        })),
      ],
    },
  );
  expect(await findKnownAddresses(database.kysely, ["acme.test", "nowhere.test"])).toEqual([
    { domain: "acme.test", first: "Ada", last: "Lovelace", email: "ada@acme.test" },
  ]);
  expect(await findKnownAddresses(database.kysely, ["large.test"])).toHaveLength(50);
});
