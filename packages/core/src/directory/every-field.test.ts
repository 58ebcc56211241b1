import {
  CONTACT_FIELDS,
  contactFields,
  Facet,
  PROFILE_FIELDS,
  SearchQuery,
  SHOWN_FIELDS,
  type ContactFieldTraits,
} from "@winnow/contracts";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appendedCell } from "#csv/write-cell.ts";
import { exportContacts, exportContactsCsv } from "#directory/export.ts";
import { importLines } from "#directory/import-lines.ts";
import type { DirectoryLine } from "#directory/line.ts";
import { lookUp } from "#directory/lookup.ts";
import { mapContactColumns } from "#directory/map-columns.ts";
import { openContactsCsv } from "#directory/open-contacts.ts";
import { readContactsNdjson } from "#directory/read-ndjson.ts";
import { searchContacts } from "#directory/search.ts";
import { createPipeline, verificationOf } from "#job/fixture/pipeline.ts";
import { exportResults } from "#job/results/results.ts";
import { foldName } from "#person/fold.ts";
import { revealContacts } from "#reveal/reveal.ts";

// Each field of the list is in each place that shows contacts, a field that is added later included.

let database: TestDatabase;
let pipeline: Awaited<ReturnType<typeof createPipeline>>;
const fieldsOf = <Field extends keyof typeof contactFields>(fields: readonly Field[]) =>
  Object.fromEntries(fields.map((field) => [field, contactFields[field].example]));
const ada = fieldsOf(CONTACT_FIELDS);
const person = { email: contactFields.email.example };

beforeAll(async () => {
  database = await createTestDatabase();
  pipeline = await createPipeline(database, {
    enrich: () => ({
      email: verificationOf("valid@acme.test"),
      contact: fieldsOf(PROFILE_FIELDS),
      attempts: [],
    }),
  });
  const header = [...CONTACT_FIELDS, "email_status", "verified_at"];
  const cells = [...Object.values(ada), "valid", new Date().toISOString()];
  await importCsv(`${header.join(",")}\n${cells.join(",")}\n`);
});
afterAll(() => database[Symbol.asyncDispose]());

async function* bytesOf(text: string) {
  yield Buffer.from(text);
}
async function importAll(lines: AsyncIterable<DirectoryLine>) {
  const imported = importLines({ database: database.kysely }, { source: "crm", lines });
  for (;;) {
    const { done, value } = await imported.next();
    if (done) return value;
  }
}
async function importCsv(text: string) {
  const opened = await openContactsCsv(bytesOf(text), {});
  if (opened.outcome !== "opened") throw new Error(opened.outcome);
  return importAll(opened.lines);
}
async function search(query: Record<string, unknown>) {
  const found = await searchContacts(pipeline.caller, SearchQuery.parse(query));
  if (found.outcome !== "found") throw new Error(found.outcome);
  return found.answer;
}

test("every field is exported as it was imported, and both exports can be imported again", async () => {
  const [contact] = await Array.fromAsync(exportContacts(database.pool));
  expect(contact).toMatchObject(ada);
  expect(Object.keys(contact?.provenance ?? {}).toSorted()).toEqual(
    [...CONTACT_FIELDS, "email_status"].toSorted(),
  );
  const csv = await Array.fromAsync(exportContactsCsv(exportContacts(database.pool)));
  expect(await importCsv(csv.join(""))).toMatchObject({ unchanged: 1, rejected: 0 });
  const { key, email_status: status, verified_at: at } = contact!;
  const line = JSON.stringify({ key, ...ada, email_status: status, verified_at: at });
  expect(await importAll(readContactsNdjson(bytesOf(line)))).toMatchObject({ unchanged: 1, rejected: 0 });
});

test("each header is folded, and stands for one field alone", () => {
  const named = Object.entries<ContactFieldTraits>(contactFields).flatMap(([field, { headers = [] }]) =>
    headers.map((header) => ({ field, header })),
  );
  expect(named.length).toBeGreaterThan(20);
  for (const { field, header } of named) {
    expect(foldName(header)).toBe(header);
    expect(mapContactColumns(["email", header])).toEqual({
      outcome: "mapped",
      mapping: { email: 0, [field]: 1 },
    });
  }
});

test("a search shows a field as it is, rewritten or not at all", async () => {
  const { data } = await search({});
  expect(data).toEqual([
    {
      id: expect.any(String) as unknown,
      ...fieldsOf(SHOWN_FIELDS),
      company: {
        name: ada["company"],
        domain: ada["domain"],
        industry: ada["industry"],
        size: ada["company_size"],
      },
      email: "a••@acme.test",
      email_status: "valid",
      verified_at: expect.any(String) as unknown,
      owned: false,
    },
  ]);
});

test.each(Facet.options)(
  "contacts are found by %s, alone and beside another filter, and counted",
  async (facet) => {
    const value = facet === "email_status" ? "valid" : contactFields[facet].example;
    const { data, facets } = await search({ [facet]: value });
    expect(data).toHaveLength(1);
    expect(facets?.[facet]).toEqual([{ value, count: 1 }]);
    // Beside another filter the index of all terms decides.
    const other =
      facet === "email_status" ? { country: contactFields.country.example } : { email_status: "valid" };
    expect((await search({ [facet]: value, ...other })).data).toHaveLength(1);
    expect((await search({ [facet]: facet === "email_status" ? "risky" : "else", ...other })).data).toEqual(
      [],
    );
  },
);

test("a lookup names every field, and a reveal shows it with its source", async () => {
  const known = await lookUp(pipeline.caller, person);
  expect(known.available).toEqual(CONTACT_FIELDS);
  const revealed = await revealContacts(pipeline.caller, {
    ids: [known.contact_id!],
    idempotencyKey: "reveal",
    watch: { ended: async () => true },
    waitMs: 0,
  });
  expect(revealed).toMatchObject({
    outcome: "revealed",
    answer: {
      data: [
        {
          email: { address: person.email },
          contact: {
            ...fieldsOf(PROFILE_FIELDS),
            sources: Object.fromEntries(PROFILE_FIELDS.map((field) => [field, "directory"])),
          },
        },
      ],
    },
  });
});

test("a file that is enriched comes back with a column for each field", async () => {
  const csv = "first name,last name,company\nAda,Lovelace,Acme";
  const job = await pipeline.run(await pipeline.submit(csv, { kind: "enrich" }));
  const exported = await exportResults(pipeline.caller, { jobId: job.id });
  if (exported.outcome !== "exported") throw new Error(exported.outcome);
  const [header = "", row = ""] = Buffer.concat(await Array.fromAsync(exported.csv))
    .toString()
    .split(/\r?\n/);
  const cells = row.split(",");
  const results = Object.fromEntries(header.split(",").map((name, index) => [name, cells[index]]));
  expect(results).toMatchObject(
    Object.fromEntries(
      PROFILE_FIELDS.map((field) => [`winnow_${field}`, appendedCell(contactFields[field].example, ",")]),
    ),
  );
});
