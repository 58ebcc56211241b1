import { migrate } from "@winnow/database";
import type { TestDatabase } from "@winnow/testing";
import { afterAll, expect, test } from "vitest";
import { openLandedDatabases } from "./databases.ts";

// The values that a mended migration would have written: upgrade.test.ts compares the schemas.
const landed = await openLandedDatabases();
afterAll(() => landed[Symbol.asyncDispose]());

/** A database of a version, with the rows of `fill/` and the changes of `change`, upgraded. */
async function upgrade(name: string, change = "select"): Promise<TestDatabase> {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await landed.travel([landed.find(name)]));
  await database.pool.query(change);
  await migrate(database.kysely);
  stack.move();
  return database;
}

test("contacts of 55f258d can be searched by their terms", async () => {
  await using database = await upgrade("55f258d");
  const { rows } = await database.pool.query(
    "select id from contacts where terms @> '{country=DE,state=NRW}'",
  );
  expect(rows).toEqual([{ id: "con_1" }]);
});

test("jobs of cab707c are listed by age, also one whose rows were numbered before", async () => {
  // Its file was previewed first, and its job was created last.
  const change = "update jobs set created_at = '2027-01-01' where id = 'job_2'";
  await using database = await upgrade("cab707c", change);
  const { rows } = await database.pool.query<{ id: string; position: number }>(
    "select id, position from jobs order by position",
  );
  expect(rows.map(({ position, id }) => `${position} ${id}`)).toEqual(
    "1 job_1,2 job_3,3 job_4,4 job_5,5 job_6,6 job_7,7 job_8,8 job_9,9 job_2".split(","),
  );
  const next = await database.pool.query("select nextval('jobs_position')");
  expect(next.rows).toEqual([{ nextval: 10 }]);
});

test.each(["6b625bb", "a63eb58"])("results of %s may name an entry that is posted later", async (name) => {
  await using database = await upgrade(name);
  const result = `
    insert into results (job_number, row, status, charge_millicredits, charge_basis, entry_id)
    values (2, 1, 'verified', 1, 'verification', 'ent_8')`;
  const entry = `
    insert into entries (id, organization_id, mode, kind, delta_granted, delta_available, wallet_version,
      available_after, reserved_after, spent_after, idempotency_key)
    values ('ent_8', 'org_1', 'live', 'grant', 1, 1, 7, 9101, 500, 400, 'ent_8')`;
  await database.pool.query(`begin; ${result}; ${entry}; commit`);
  const { rows } = await database.pool.query("select entry_id from results where job_number = 2");
  expect(rows).toEqual([{ entry_id: "ent_8" }]);
});

test("jobs of 8e65431 run since they last resumed, or else since they started", async () => {
  await using database = await upgrade("8e65431");
  const { rows } = await database.pool.query(`
    select id, to_char(at_work_since at time zone 'utc', 'HH24:MI') as since from jobs
    where at_work_since is not null order by id`);
  expect(rows).toEqual([
    // An ended job is unchanged.
    { id: "job_1", since: "08:23" },
    { id: "job_2", since: "08:31" },
    { id: "job_3", since: "08:35" },
    { id: "job_4", since: "08:36" },
  ]);
});
