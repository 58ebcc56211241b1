import { openDatabase } from "@winnow/database";
import { createTestDatabase } from "@winnow/testing";
import { expect, test } from "vitest";

test("a transaction that is idle for too long loses its locks", async () => {
  await using database = await createTestDatabase();
  await database.pool.query("create table shared as select 1 as value");
  const broken: string[] = [];
  await using stopped = openDatabase({
    connectionString: database.connectionString,
    transactionSilenceMs: 200,
    onConnectionError: (error) => void broken.push(error.message),
  });
  const client = await stopped.pool.connect();
  const ended = new Promise((resolve) => client.once("end", resolve));
  await client.query("begin");
  await client.query("update shared set value = 2");
  // Waits for the lock of the other transaction.
  await database.pool.query("update shared set value = 3 where value = 1");
  await ended;
  client.release(true);
  expect(broken.join()).toMatch(/idle-in-transaction timeout/);
  expect((await database.pool.query("select value from shared")).rows).toEqual([{ value: 3 }]);
});
