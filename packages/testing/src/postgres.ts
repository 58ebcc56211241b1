import { randomBytes } from "node:crypto";
import { openDatabase, type OpenDatabase } from "@winnow/database";
import { inject } from "vitest";

export const TEMPLATE_DATABASE = "winnow_template";

/** The same server, another database. */
export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

export interface TestDatabase extends OpenDatabase {
  readonly connectionString: string;
}

/**
 * A database of the test's own, cloned from the migrated template in some 30 ms and dropped at the end.
 * @param options.migrated false for an empty database.
 */
export async function createTestDatabase(options: { migrated?: boolean } = {}): Promise<TestDatabase> {
  const serverUrl = inject("postgresUrl");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const template = options.migrated === false ? "template1" : TEMPLATE_DATABASE;
  await administer(serverUrl, `create database ${name} template ${template} strategy file_copy`);
  const connectionString = databaseUrl(serverUrl, name);
  const open = openDatabase({ connectionString });
  return {
    connectionString,
    kysely: open.kysely,
    pool: open.pool,
    async [Symbol.asyncDispose]() {
      await open[Symbol.asyncDispose]();
      await administer(serverUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

async function administer(serverUrl: string, statement: string): Promise<void> {
  await using admin = openDatabase({ connectionString: serverUrl, connectionsMax: 1 });
  await admin.pool.query(statement);
}
