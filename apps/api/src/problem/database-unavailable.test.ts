import { openDatabase } from "@winnow/database";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isDatabaseUnavailable } from "#problem/database-unavailable.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** What a query says whose server is at another address. */
async function failureAt(change: (url: URL) => void): Promise<unknown> {
  const url = new URL(database.connectionString);
  change(url);
  await using elsewhere = openDatabase({ connectionString: url.href });
  return failureOf(elsewhere.pool.query("select 1"));
}

test("a server that is not there, by address and by name", async () => {
  expect(isDatabaseUnavailable(await failureAt((url) => (url.port = "1")))).toBe(true);
  // Two addresses, both refused: an AggregateError.
  expect(
    isDatabaseUnavailable(
      await failureAt((url) => {
        url.hostname = "localhost";
        url.port = "1";
      }),
    ),
  ).toBe(true);
});

test("a server that ends the connection in the middle of a query", async () => {
  const client = await database.pool.connect();
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  const failure = failureOf(client.query("select pg_sleep(60)"));
  await database.pool.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
  expect(isDatabaseUnavailable(await failure)).toBe(true);
  client.release(true);
});

test("a server that only reads", async () => {
  const failure = await failureOf(
    database.pool.query("begin read only; update wallets set version = 0; rollback"),
  );
  await database.pool.query("rollback");
  expect(failure).toMatchObject({ code: "25006" });
  expect(isDatabaseUnavailable(failure)).toBe(true);
});

test("a wrong statement, a wrong value and a value that is not an error do not mean that the server is away", async () => {
  for (const statement of ["select nothing", "select 1 / 0", "select 'x'::int"]) {
    expect(isDatabaseUnavailable(await failureOf(database.pool.query(statement)))).toBe(false);
  }
  for (const other of [new Error("x"), new TypeError("fetch failed"), "ECONNREFUSED", undefined, null]) {
    expect(isDatabaseUnavailable(other)).toBe(false);
  }
});
