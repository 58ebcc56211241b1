import { migrate } from "@winnow/database";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { openLandedDatabases } from "./databases.ts";

const landed = await openLandedDatabases();
afterAll(() => landed[Symbol.asyncDispose]());

test("jobs from before configured prices keep their price, and reveals are distinguished from calls", async () => {
  await using database = await landed.travel([landed.find("0032-mend-edited-migrations")]);
  const { kysely } = database;
  await sql`update jobs set single = true, kind = 'enrich', max_wait_seconds = 0 where id = 'job_2'`.execute(
    kysely,
  );
  await sql`update jobs set single = true, kind = 'enrich', max_wait_seconds = 21600 where id = 'job_3'`.execute(
    kysely,
  );
  await migrate(kysely);
  const jobs = await kysely
    .selectFrom("jobs")
    .select(["id", "price_millicredits", "reveals"])
    .where("id", "in", ["job_1", "job_2", "job_3"])
    .orderBy("id")
    .execute();
  expect(jobs).toEqual([
    { id: "job_1", price_millicredits: 1000, reveals: false },
    { id: "job_2", price_millicredits: 1000, reveals: true },
    { id: "job_3", price_millicredits: 1000, reveals: false },
  ]);
  expect(await kysely.selectFrom("uploads").select(["price_millicredits", "billable"]).execute()).toEqual([
    { price_millicredits: 1000, billable: ["valid", "catch_all"] },
  ]);
});
