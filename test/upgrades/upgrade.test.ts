import { migrate, pendingMigrations } from "@winnow/database";
import { createTestDatabase } from "@winnow/testing";
import { afterAll, describe, expect, test } from "vitest";
import { openLandedDatabases } from "./databases.ts";
import type { LandedState } from "./landed.ts";
import { findDetours, nameRoute, type Route } from "./routes.ts";
import { findChanges, findLosses, readContents, type Contents } from "./rows.ts";
import { describeSchema } from "./schema.ts";

const landed = await openLandedDatabases();
afterAll(() => landed[Symbol.asyncDispose]());

let fresh: Promise<string[]> | undefined;

/** The schema that this version creates in an empty database. */
async function describeFresh(): Promise<string[]> {
  await using database = await createTestDatabase();
  return describeSchema(database.pool);
}

/** The rows after an upgrade of the route's database to this version, after the checks for every route. */
async function upgrade(route: Route): Promise<Contents> {
  await using database = await landed.travel(route);
  const before = await readContents(database.pool);
  await migrate(database.kysely);
  expect(await describeSchema(database.pool)).toEqual(await (fresh ??= describeFresh()));
  const after = await readContents(database.pool);
  expect(findLosses(before, after)).toEqual([]);
  return after;
}

const direct = new Map<LandedState, Promise<Contents>>();

/** An upgrade of the state's database, made once. */
function upgradeDirectly(state: LandedState): Promise<Contents> {
  const contents = direct.get(state) ?? upgrade([state]);
  direct.set(state, contents);
  return contents;
}

describe("a database that a landed version created", () => {
  const states = landed.states.map((state) => [state.name, state] as const);

  test.concurrent.each(states)(
    "%s has the schema of a fresh one after an upgrade, and all its rows",
    async (_, state) => void (await upgradeDirectly(state)),
  );
});

describe("a database that landed versions created and upgraded", () => {
  const detours = findDetours(landed.states).map((route) => [nameRoute(route), route] as const);

  test.concurrent.each(detours)("%s has the rows of one that was upgraded directly", async (_, route) => {
    const [wanted, contents] = await Promise.all([upgradeDirectly(route[0]), upgrade(route)]);
    expect(findChanges(wanted, contents)).toEqual([]);
  });
});

test("a database that was upgraded lacks no migration", async () => {
  await using database = await landed.travel([landed.find("8e65431")]);
  expect(await pendingMigrations(database.kysely)).toEqual([
    "0027-uploads",
    "0032-mend-edited-migrations",
    "0033-prices",
    "0034-key-makers",
  ]);
  await migrate(database.kysely);
  expect(await pendingMigrations(database.kysely)).toEqual([]);
  expect(await migrate(database.kysely)).toEqual([]);
});
