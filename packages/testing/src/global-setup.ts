import type { TestProject } from "vitest/node";
import { migrate, openDatabase } from "@winnow/database";
import { startTemporaryPostgres } from "@winnow/embedded-postgres";
import { createLogger } from "@winnow/runtime";
import { memoryDirectory } from "#memory-directory.ts";
import { TEMPLATE_DATABASE, databaseUrl } from "#postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
    /** How long a test, a hook and a wait may take in this project: see vitest.config.ts. */
    timeoutMs: number;
  }
}

/** Vitest's global set-up: one real PostgreSQL a run, with a migrated template that each test's database is cloned from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const logger = createLogger({ name: "test-postgres", level: "error" });
  const server = await startTemporaryPostgres({ logger, durability: "off", parent: await memoryDirectory() });
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
  // The workers inherit it: what a test leaves in the temporary directory goes with the run, however that ends.
  process.env["TMPDIR"] = server.scratch;
  return () => server.stop();
}
