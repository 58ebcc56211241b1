import { createTestDatabase } from "@winnow/testing";
import { expect, test } from "vitest";
import { captureMigrations } from "./capture.ts";
import {
  MIGRATION_FOLDER,
  hashMigrations,
  readHashes,
  readStatements,
  readStates,
  type Hashes,
} from "./landed.ts";

/** Mistakes in the files of the migrations, a sentence each. */
function findEdits(hashes: Hashes, frozen: Hashes): string[] {
  const edited = [...frozen].filter(([file, hash]) => hashes.get(file) !== hash);
  const unknown = [...hashes.keys()].filter((file) => !frozen.has(file));
  return [
    ...edited.map(
      ([file]) =>
        `${file} was ${hashes.has(file) ? "edited" : "removed"}: databases have run it as it was. Restore it, and add a new migration instead.`,
    ),
    ...unknown.map((file) => `${file} is not frozen yet: run "node test/upgrades/record-landed.ts".`),
  ];
}

test("a migration that landed is never edited", async () => {
  expect(findEdits(await hashMigrations(MIGRATION_FOLDER), await readHashes())).toEqual([]);
});

test("an edited, a removed and a new migration are distinguished", () => {
  const frozen = new Map([
    ["0001-a.ts", "1"],
    ["0002-b.ts", "2"],
  ]);
  const now = new Map([
    ["0001-a.ts", "9"],
    ["0003-c.ts", "3"],
  ]);
  expect(findEdits(now, frozen)).toEqual([
    expect.stringMatching(/^0001-a\.ts was edited: .* add a new migration instead/),
    expect.stringMatching(/^0002-b\.ts was removed: /),
    expect.stringMatching(/^0003-c\.ts is not frozen yet: /),
  ]);
});

test("the migrations send their recorded statements", async () => {
  await using database = await createTestDatabase({ migrated: false });
  const recorded = await readStatements();
  const sent = await captureMigrations(MIGRATION_FOLDER, database.pool);
  for (const [migration, statements] of sent) expect(recorded.get(migration), migration).toBe(statements);
  const newest = (await readStates()).at(-1);
  expect([...(newest?.files.values() ?? [])], "the newest state has every migration").toEqual([
    ...sent.keys(),
  ]);
});
