import { startTemporaryPostgres } from "@winnow/embedded-postgres";
import { createLogger } from "@winnow/runtime";
import { Client } from "pg";
import type { BackendServer } from "#conformance/server.ts";

/**
 * A PostgreSQL of the test's own: the one that all tests share must not be killed.
 * `connectionString` is that of the database that `fresh` made last.
 */
export async function startPostgresServer(): Promise<BackendServer & { readonly connectionString: string }> {
  const logger = createLogger({ name: "queues-postgres", level: "silent" });
  const server = await startTemporaryPostgres({ logger, durability: "off" });
  let connectionString = server.connectionString;
  let databases = 0;
  return {
    get connectionString() {
      return connectionString;
    },
    kill: () => server.kill(),
    start: () => server.restart(),
    async fresh() {
      databases += 1;
      const database = `queues_${databases}`;
      await query(server.connectionString, `create database ${database}`);
      const url = new URL(server.connectionString);
      url.pathname = database;
      connectionString = url.href;
      return { kind: "postgres", connectionString };
    },
    async empty() {
      await query(connectionString, "drop schema bullmq cascade");
    },
    async loseMessages() {
      await query(connectionString, "delete from bullmq.job");
    },
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

/** Runs one statement over a connection of its own. */
export async function query(connectionString: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
