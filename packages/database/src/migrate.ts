import { setTimeout as delay } from "node:timers/promises";
import type { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { migrations } from "#migration/index.ts";
import type { Database } from "#database.ts";
import { recognizeSchema } from "#recognize-schema.ts";

function migratorOf(database: Kysely<Database>) {
  return new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations },
    // Some landed after others with a higher number. Which gaps there may be, recognizeSchema says.
    allowUnorderedMigrations: true,
  });
}

/**
 * Brings the schema of any version that landed up to date; safe to run from several processes at once (Kysely holds a
 * lock). Everything happens in one transaction.
 * @returns the names of the migrations that ran, none when the schema was current.
 * @throws UnknownSchemaError when no version of Winnow left such a database; nothing is changed.
 * @throws the database's error when a migration fails; the transaction is rolled back.
 */
export async function migrate(database: Kysely<Database>): Promise<string[]> {
  await recognizeSchema(database, Object.keys(migrations).toSorted());
  const { error, results } = await migratorOf(database).migrateToLatest();
  if (error !== undefined) throw error;
  return (results ?? []).map((result) => result.migrationName);
}

/** Names of migrations that this version needs and the database lacks: readiness fails while there are any. */
export async function pendingMigrations(database: Kysely<Database>): Promise<string[]> {
  const known = await migratorOf(database).getMigrations();
  return known.filter((migration) => migration.executedAt === undefined).map((migration) => migration.name);
}

/**
 * Waits until another process has migrated the schema.
 * @throws Error naming the missing migrations after `timeoutMs`.
 */
export async function untilMigrated(database: Kysely<Database>, timeoutMs = 60_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const pending = await pendingMigrations(database);
    if (pending.length === 0) return;
    if (performance.now() > deadline) {
      throw new Error(`the database lacks ${pending.join(", ")}: run "node apps/api/src/migrate.ts" first`);
    }
    await delay(500);
  }
}
