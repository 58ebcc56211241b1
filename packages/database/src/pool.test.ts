import { expect, test } from "vitest";
import { openDatabase } from "#pool.ts";

test("closes its pool although no query went through Kysely", async () => {
  const database = openDatabase({ connectionString: "postgres://127.0.0.1:1/none" });
  await Promise.all([database[Symbol.asyncDispose](), database[Symbol.asyncDispose]()]);
  expect(database.pool.ended).toBe(true);
});
