import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeSchema } from "./schema.ts";

let database: TestDatabase;
let before: string[];
beforeAll(async () => {
  database = await createTestDatabase();
  before = await describeSchema(database.pool);
});
afterAll(() => database[Symbol.asyncDispose]());

// The comparison of two schemas must detect every change.
test.each([
  "create table extra (id int)",
  "drop table erasures",
  "alter table waiting_calls set logged",
  "alter table chunks set (fillfactor = 80)",
  "alter table jobs add column extra int",
  "alter table jobs drop column trial",
  "alter table jobs rename column trial to sample",
  "alter table jobs alter column rung_at type timestamp",
  "alter table jobs alter column submitted drop not null",
  "alter table jobs alter column owned set default 1",
  "alter table jobs alter column position drop default",
  "alter table jobs alter column number set generated always",
  "alter table contacts drop column terms, add column terms text[]",
  "alter table jobs drop constraint jobs_status_check",
  "alter table jobs rename constraint jobs_status_check to other",
  "alter table results alter constraint results_entry_id_fkey not deferrable",
  "drop index chunks_outside",
  "drop index chunks_outside; create index chunks_outside on chunks (job_number)",
  "drop trigger entries_append_only on entries",
  "alter table entries disable trigger entries_append_only",
  "create or replace function reject_mutation() returns trigger language plpgsql as 'begin return null; end'",
  "alter sequence jobs_position increment by 2",
  "alter sequence jobs_position owned by jobs.position",
  "create type mood as enum ('calm')",
  "create domain natural_number as int check (value > 0)",
  "create statistics pairs on mode, kind from jobs",
  "alter table jobs enable row level security",
  "create policy own on jobs using (true)",
  "create view open_jobs as select id from jobs",
  "comment on column jobs.trial is 'of the first rows'",
  "create schema other",
])("the description of a schema shows: %s", async (change) => {
  const client = await database.pool.connect();
  try {
    await client.query("begin");
    await client.query(change);
    expect(await describeSchema(client)).not.toEqual(before);
  } finally {
    await client.query("rollback");
    client.release();
  }
});
