import type { TestProject } from "vitest/node";
import { migrate, openDatabase } from "@winnow/database";
import { startTemporaryPostgres } from "@winnow/embedded-postgres";
import { createLogger } from "@winnow/runtime";
import { memoryDirectory } from "#memory-directory.ts";
import { TEMPLATE_DATABASE, databaseUrl } from "#postgres.ts";
import { seedOf } from "#seed.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
    /** What all generated inputs of the run follow from. */
    seed: number;
    /** Whether suites are run whole: see `sample.ts`. Of vitest.config.ts, as is the next one. */
    soak: boolean;
    /** How long a test, a hook and a wait may take in this project. */
    timeoutMs: number;
  }
}

/**
 * Vitest's global set-up: the seed of generated inputs, and one real PostgreSQL a run, with a migrated template that each
 * test's database is cloned from.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const seed = seedOf(process.env);
  process.stdout.write(`Inputs are generated from seed ${seed}; WINNOW_SEED=${seed} generates the same.\n`);
  project.provide("seed", seed);
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
