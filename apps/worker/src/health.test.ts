import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { openDatabase } from "@winnow/database";
import { createTestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { expect, test } from "vitest";

async function health(databaseUrl: string): Promise<number | null> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "health.ts")], {
    env: { DATABASE_URL: databaseUrl },
    stdio: "ignore",
  });
  const [code] = (await once(child, "close")) as [number | null];
  return code;
}

test("a worker is healthy only when it has queried the database recently", async () => {
  await using database = await createTestDatabase();
  const { connectionString } = database;
  expect(await health(connectionString)).toBe(1);
  {
    await using worker = openDatabase({ connectionString, applicationName: "winnow-worker" });
    await sql`select 1`.execute(worker.kysely);
    expect(await health(connectionString)).toBe(0);
  }
  await using api = openDatabase({ connectionString, applicationName: "winnow-api" });
  await sql`select 1`.execute(api.kysely);
  expect(await health(connectionString)).toBe(1);
  expect(await health("postgres://nobody@127.0.0.1:1/nowhere")).toBe(1);
});
