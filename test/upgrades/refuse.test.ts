import { UnknownSchemaError, migrate, pendingMigrations } from "@winnow/database";
import { createTestDatabase } from "@winnow/testing";
import { afterAll, expect, test } from "vitest";
import { openLandedDatabases } from "./databases.ts";
import { readContents } from "./rows.ts";
import { describeSchema } from "./schema.ts";

const landed = await openLandedDatabases();
afterAll(() => landed[Symbol.asyncDispose]());

test.each([
  {
    what: "a newer version's database",
    version: "0032-mend-edited-migrations",
    change: "insert into kysely_migration values ('9999-of-tomorrow', '2027-01-01T00:00:00Z')",
    found: ["It has the migration 9999-of-tomorrow."],
    fix: /^Start the version that migrated it/,
  },
  {
    what: "a gap that never landed",
    version: "76a98ed",
    change: "delete from kysely_migration where name = '0018-suppressions'",
    found: [
      "It has the migration 0031-event-data.",
      "It lacks the migration 0018-suppressions.",
      "It lacks the migration 0027-uploads.",
    ],
    fix: /^Restore a backup/,
  },
  {
    what: "a gap that landed with another newest migration",
    version: "4fdab4a",
    change:
      "delete from kysely_migration where name = '0025-mail-provider-budgets'; insert into kysely_migration values ('0027-uploads', '2027-01-01T00:00:00Z')",
    found: [
      "It has the migration 0027-uploads.",
      "It lacks the migration 0024-evidence.",
      "It lacks the migration 0025-mail-provider-budgets.",
    ],
    fix: /^Restore a backup/,
  },
  {
    what: "tables without a record of migrations",
    version: "abf03a9",
    change: "truncate kysely_migration",
    found: ["It has the table organizations.", "It lacks rows of kysely_migration."],
    fix: /DATABASE_URL to an empty database/,
  },
  {
    what: "tables without the table of migrations",
    version: "abf03a9",
    change: "drop table kysely_migration",
    found: ["It has the table organizations.", "It lacks rows of kysely_migration."],
    fix: /DATABASE_URL to an empty database/,
  },
  {
    what: "terms without their index",
    version: "b95302d",
    change: "drop index contacts_terms",
    found: ["It has the column contacts.terms.", "It lacks the index contacts_terms."],
    fix: /^Undo what was changed by hand/,
  },
  {
    what: "a sequence of positions that no column takes",
    version: "cab707c",
    change: "create sequence jobs_position",
    found: ["It has the sequence jobs_position.", "It lacks the column jobs.position."],
    fix: /^Undo what was changed by hand/,
  },
  {
    what: "entries that come later without the index that landed before",
    version: "7b087aa",
    change: "drop index chunks_outside",
    found: ["It has the deferred constraint results_entry_id_fkey.", "It lacks the index chunks_outside."],
    fix: /^Undo what was changed by hand/,
  },
  {
    what: "jobs of two versions at once",
    version: "8e65431",
    change: "alter table jobs add column at_work_since timestamptz",
    found: ["It has the column jobs.resumed_at.", "It has the column jobs.at_work_since."],
    fix: /^Undo what was changed by hand/,
  },
])("$what is refused before anything is changed", async ({ version, change, found, fix }) => {
  await using database = await landed.travel([landed.find(version)]);
  await database.pool.query(change);
  const before = [await describeSchema(database.pool), await readContents(database.pool)];
  const error = await migrate(database.kysely).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UnknownSchemaError);
  expect(error).toMatchObject({ found, fix: expect.stringMatching(fix) });
  expect((error as Error).message).toContain(`${found.join(" ")} Nothing was changed. `);
  expect([await describeSchema(database.pool), await readContents(database.pool)]).toEqual(before);
});

test("processes that migrate an old database at the same time do it once, while others watch", async () => {
  await using database = await landed.travel([landed.find("8e65431")]);
  const missing = ["0027-uploads", "0032-mend-edited-migrations", "0033-prices", "0034-key-makers"];
  expect(await pendingMigrations(database.kysely)).toEqual(missing);
  const migrating = Promise.all([1, 2, 3, 4].map(() => migrate(database.kysely)));
  const watched = watchUntil(migrating, () => pendingMigrations(database.kysely));
  const ran = await migrating;
  expect(ran.toSorted((one, other) => other.length - one.length)).toEqual([missing, [], [], []]);
  // All of them are pending, or none is: how often either is seen depends on the machine.
  const seen = await watched;
  expect([...seen].filter((pending) => pending !== "" && pending !== missing.join())).toEqual([]);
  expect(await pendingMigrations(database.kysely)).toEqual([]);
});

/** The states observed until the work had ended, and once after. */
async function watchUntil(work: Promise<unknown>, look: () => Promise<string[]>): Promise<Set<string>> {
  let over = false;
  const ended = work.finally(() => (over = true));
  const seen = new Set<string>();
  while (!over) seen.add((await look()).join());
  await ended;
  return seen.add((await look()).join());
}

test("processes that migrate an empty database at the same time do it once", async () => {
  await using database = await createTestDatabase({ migrated: false });
  const ran = await Promise.all([1, 2, 3].map(() => migrate(database.kysely)));
  expect(ran.filter((names) => names.length > 0)).toHaveLength(1);
});
