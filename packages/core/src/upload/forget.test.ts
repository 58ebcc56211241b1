import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { forgetUploads } from "#upload/forget.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

async function left() {
  const { rows } = await sql<{ uploads: number; rows: number }>`
    select (select count(*)::int from uploads) as uploads, (select count(*)::int from job_rows) as rows`.execute(
    database.kysely,
  );
  return rows[0]!;
}

const expire = (id: string) =>
  sql`update uploads set expires_at = now() where id = ${id}`.execute(database.kysely);

async function forgetAll(): Promise<number> {
  let batches = 0;
  while (await forgetUploads({ database: database.kysely })) batches += 1;
  return batches;
}

test("expired uploads go with their rows, a batch at a time; the rows of a job stay", async () => {
  const pipeline = await createPipeline(database);
  const before = await left();
  const long = await pipeline.preview(`email\n${"valid@long.test\n".repeat(10_500)}`);
  const started = await pipeline.preview("email\nvalid@started.test\n");
  await pipeline.preview("email\nvalid@kept.test\n");
  expect((await pipeline.start(started.upload.id)).outcome).toBe("created");
  await expire(long.upload.id);
  await expire(started.upload.id);

  expect(await forgetUploads({ database: database.kysely })).toBe(true);
  // Half of it is gone: nothing may start from the rest.
  expect((await left()).rows).toBe(before.rows + 502);
  await sql`update uploads set expires_at = now() + interval '1 hour' where id = ${long.upload.id}`.execute(
    database.kysely,
  );
  expect(await pipeline.start(long.upload.id)).toMatchObject({ outcome: "refused", code: "not_found" });
  await expire(long.upload.id);

  expect(await forgetAll()).toBe(2);
  expect(await left()).toEqual({ uploads: before.uploads + 1, rows: before.rows + 2 });
});

test("an upload that is being started is not removed under it", async () => {
  const pipeline = await createPipeline(database);
  const { upload } = await pipeline.preview("email\nvalid@busy.test\n");
  await expire(upload.id);
  await database.kysely.transaction().execute(async (transaction) => {
    await transaction.selectFrom("uploads").select("id").where("id", "=", upload.id).forUpdate().execute();
    expect(await forgetAll()).toBe(0);
  });
  expect(await forgetAll()).toBe(1);
});

test("of twenty-one, the one that was used longest ago goes; a file that is kept already is kept longer", async () => {
  const pipeline = await createPipeline(database);
  const file = (index: number) => `email\nvalid${index}@many.test\n`;
  const first = await pipeline.preview(file(0));
  const second = await pipeline.preview(file(1));
  await sql`update uploads set expires_at = expires_at - interval '2 hours' where id = ${first.upload.id}`.execute(
    database.kysely,
  );
  await sql`update uploads set expires_at = expires_at - interval '1 hour' where id = ${second.upload.id}`.execute(
    database.kysely,
  );
  const before = await left();
  const again = await pipeline.preview(file(0));
  expect(again.upload.id).toBe(first.upload.id);
  expect(await left()).toEqual(before);
  expect(Date.parse(again.upload.expires_at)).toBeGreaterThanOrEqual(Date.parse(first.upload.expires_at));
  for (let index = 2; index <= 20; index += 1) await pipeline.preview(file(index));
  expect(await pipeline.start(second.upload.id)).toMatchObject({ code: "not_found" });
  expect(await pipeline.start(first.upload.id)).toMatchObject({ outcome: "created" });
});
