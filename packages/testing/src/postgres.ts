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

/** A database that is cloned and that nothing is connected to. Disposing of it drops it. */
export interface TestTemplate extends AsyncDisposable {
  readonly name: string;
}

/**
 * A database of the test's own, cloned from the migrated template in some 30 ms and dropped at the end.
 * @param options.migrated false for an empty database.
 * @param options.template to clone instead.
 */
export async function createTestDatabase(
  options: { migrated?: boolean; template?: TestTemplate } = {},
): Promise<TestDatabase> {
  const serverUrl = inject("postgresUrl");
  const fallback = options.migrated === false ? "template1" : TEMPLATE_DATABASE;
  const name = await clone(serverUrl, options.template?.name ?? fallback);
  const connectionString = databaseUrl(serverUrl, name);
  const open = openDatabase({ connectionString });
  return {
    connectionString,
    kysely: open.kysely,
    pool: open.pool,
    async [Symbol.asyncDispose]() {
      await open[Symbol.asyncDispose]();
      await drop(serverUrl, name);
    },
  };
}

/**
 * A template of the test's own.
 * @param prepare what its clones shall have; the connection is closed afterwards.
 * @param from what it is cloned from itself; an empty database, when left out.
 */
export async function createTestTemplate(
  prepare: (database: OpenDatabase) => Promise<void>,
  from?: TestTemplate,
): Promise<TestTemplate> {
  const serverUrl = inject("postgresUrl");
  const name = await clone(serverUrl, from?.name ?? "template1");
  await using open = openDatabase({ connectionString: databaseUrl(serverUrl, name) });
  await prepare(open);
  return { name, [Symbol.asyncDispose]: () => drop(serverUrl, name) };
}

async function clone(serverUrl: string, template: string): Promise<string> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administer(serverUrl, `create database ${name} template ${template} strategy file_copy`);
  return name;
}

function drop(serverUrl: string, name: string): Promise<void> {
  return administer(serverUrl, `drop database if exists ${name} with (force)`);
}

async function administer(serverUrl: string, statement: string): Promise<void> {
  await using admin = openDatabase({ connectionString: serverUrl, connectionsMax: 1 });
  await admin.pool.query(statement);
}
