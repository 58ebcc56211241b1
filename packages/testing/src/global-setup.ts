import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrate, openDatabase } from "@winnow/database";
import { startEmbeddedPostgres } from "@winnow/embedded-postgres";
import { createLogger } from "@winnow/runtime";
import { TEMPLATE_DATABASE, databaseUrl } from "#postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** Vitest's global set-up: one real PostgreSQL a run, with a migrated template that each test's database is cloned from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), "winnow-test-postgres-"));
  const logger = createLogger({ name: "test-postgres", level: "error" });
  const server = await startEmbeddedPostgres({ directory, port: 0, logger, durability: "off" });
  {
    await using admin = openDatabase({ connectionString: server.connectionString, connectionsMax: 1 });
    await admin.pool.query(`create database ${TEMPLATE_DATABASE}`);
  }
  {
    await using template = openDatabase({
      connectionString: databaseUrl(server.connectionString, TEMPLATE_DATABASE),
    });
    await migrate(template.kysely);
  }
  project.provide("postgresUrl", server.connectionString);
  return async () => {
    await server[Symbol.asyncDispose]();
    await rm(directory, { recursive: true, force: true });
  };
}
