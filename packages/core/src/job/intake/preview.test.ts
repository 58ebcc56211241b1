import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPipeline } from "#job/fixture/pipeline.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

type Pipeline = Awaited<ReturnType<typeof createPipeline>>;

/** What planning makes of the same file. */
async function planned(pipeline: Pipeline, csv: string, options: Parameters<Pipeline["submit"]>[1]) {
  const { counts } = await pipeline.run(await pipeline.submit(csv, options));
  const { submitted: total, billable, owned, duplicate, invalid_input, suppressed } = counts;
  return { total, billable, owned, duplicate, invalid_input, suppressed };
}

const lineArbitrary = fc.constantFrom(
  "valid1@a.test",
  "VALID1@A.test",
  " valid1@a.test ",
  "valid2@a.test",
  "invalid@b.test",
  "valid@sub.gone.test",
  "catch_all@gone.test",
  "valid@single.test",
  "no address",
  '""',
  '"a@b',
  "too,many,cells,here",
  "x\0y@a.test",
);

test("a preview counts what planning will count, whatever the file", async () => {
  const pipeline = await createPipeline(database, { credits: 10_000 });
  const { organizationId } = pipeline.caller.actor;
  await database.kysely
    .insertInto("suppressions")
    .values([
      { id: "sup_domain", organization_id: organizationId, kind: "domain", value: "gone.test" },
      { id: "sup_email", organization_id: organizationId, kind: "email", value: "valid@single.test" },
    ])
    .execute();
  await fc.assert(
    fc.asyncProperty(
      fc.array(lineArbitrary, { minLength: 1, maxLength: 12 }),
      fc.constantFrom(0, 3_600),
      async (lines, maxAge) => {
        const csv = `email,note\n${lines.filter((line) => line !== '"a@b').join("\n")}\nvalid3@a.test,\n`;
        const preview = await pipeline.preview(csv, { max_age: String(maxAge) });
        expect(preview.rows).toEqual(await planned(pipeline, csv, { max_age: maxAge }));
        const { billable } = preview.rows;
        expect(preview.quote.max).toBe(billable);
        const { total, ...others } = preview.rows;
        expect(Object.values(others).reduce((sum, rows) => sum + rows)).toBe(total);
      },
    ),
    { numRuns: 15 },
  );
});

test("bad rows are told with the line that they begin on", async () => {
  const pipeline = await createPipeline(database);
  const rows = ["a@a.test,fine", '"not\r\nan address",x', "", ",nobody", "a,b,c", "b@a.test,fine"];
  const { bad_rows: bad } = await pipeline.preview(["email,note", ...rows, ""].join("\r\n"));
  expect(bad).toEqual([
    { row: 2, line: 3, reason: "syntax" },
    { row: 3, line: 6, reason: "missing_email" },
    { row: 4, line: 7, reason: "ragged" },
  ]);
  const bare = await pipeline.preview("a@a.test,x\r,y\r", { has_header: "false" });
  expect(bare.bad_rows).toEqual([{ row: 2, line: 2, reason: "missing_email" }]);
});

test("people who were paid for are owned: by address, by name and domain, by profile", async () => {
  const pipeline = await createPipeline(database);
  const { organizationId, mode } = pipeline.caller.actor;
  await sql`
    insert into contacts (id, first_name, last_name, domain, name_key, company_key, email, linkedin_key) values
      ('ct_ada', 'Ada', 'Lovelace', 'acme.test', 'ada lovelace', 'acme', 'ada@acme.test', 'linkedin.com/in/ada'),
      ('ct_eve', 'Eve', 'Free', 'acme.test', 'eve free', 'acme', 'eve@acme.test', null)`.execute(
    database.kysely,
  );
  const paid = await pipeline.run(await pipeline.submit("email\nvalid1@mine.test\n"));
  const entry = await database.kysely
    .selectFrom("entries")
    .select("id")
    .where("job_id", "=", paid.id)
    .where("kind", "=", "capture")
    .executeTakeFirstOrThrow();
  await database.kysely
    .insertInto("entitlements")
    .values(
      ["contact:ct_ada", "email:bob@acme.test"].map((subject) => ({
        organization_id: organizationId,
        mode,
        subject,
        entry_id: entry.id,
      })),
    )
    .execute();
  const csv = [
    "Name,Website,Company,LinkedIn,Email",
    "Ada Lovelace,acme.test,,,",
    "Ada Lovelace,,Acme GmbH,,",
    ",,,https://de.linkedin.com/in/Ada/,",
    ",,,,ada@acme.test",
    ",,,,bob@acme.test",
    "Eve Free,acme.test,,,",
    ",,,,eve@acme.test",
  ].join("\n");
  expect((await pipeline.preview(csv, { kind: "enrich" })).rows).toMatchObject({
    total: 7,
    billable: 2,
    owned: 5,
  });
  const { rows } = await (await createPipeline(database)).preview(csv, { kind: "enrich" });
  expect(rows).toMatchObject({ billable: 7, owned: 0 });
});

test("what is refused, or breaks off, leaves nothing", async () => {
  const pipeline = await createPipeline(database);
  const left = async () => {
    const { rows } = await sql<object>`
      select (select count(*) from uploads) as uploads, (select count(*) from job_rows) as rows`.execute(
      database.kysely,
    );
    return rows[0];
  };
  const before = await left();
  await expect(pipeline.preview('email\na@b.test\n"open')).rejects.toThrow("unreadable_csv");
  await expect(pipeline.preview("email,e-mail\na@b.test,c@d.test\n")).rejects.toThrow("mapping_ambiguous");
  await expect(pipeline.preview("email\n")).rejects.toThrow("empty_file");
  expect(await left()).toEqual(before);
});
