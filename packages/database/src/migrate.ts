import { setTimeout as delay } from "node:timers/promises";
import { sql, type Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { migrations } from "#migration/index.ts";
import type { Database } from "#database.ts";
import { recognizeSchema, recordedMigrations } from "#recognize-schema.ts";

const names = Object.keys(migrations).toSorted();

/**
 * The key of the advisory lock that is held while the schema is recognized and migrated. Any number that no other program
 * uses.
 */
const MIGRATION_LOCK = 7_391_046_226n;

/**
 * Brings the schema of any version that landed up to date; safe to run from several processes at once. The migrations
 * run in one transaction.
 * @returns the names of the migrations that ran, none when the schema was current.
 * @throws UnknownSchemaError when no version of Winnow left such a database; nothing is changed.
 * @throws the database's error when a migration fails; the transaction is rolled back.
 */
export async function migrate(database: Kysely<Database>): Promise<string[]> {
  return database.connection().execute((connection) =>
    holdingLock(connection, async () => {
      await recognizeSchema(connection, names);
      const { error, results } = await migratorOf(connection).migrateToLatest();
      if (error !== undefined) throw error;
      return (results ?? []).map((result) => result.migrationName);
    }),
  );
}

function migratorOf(database: Kysely<Database>) {
  return new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations },
    // Some migrations landed after others with a higher number; recognizeSchema knows the gaps that there may be.
    allowUnorderedMigrations: true,
  });
}

/**
 * Kysely takes a lock only after it has read the catalogue, and that reading fails while another process adds columns:
 * pg_get_serial_sequence sees newer columns than the query that calls it.
 */
async function holdingLock<Result>(
  connection: Kysely<Database>,
  work: () => Promise<Result>,
): Promise<Result> {
  await sql`select pg_advisory_lock(${MIGRATION_LOCK})`.execute(connection);
  try {
    return await work();
  } finally {
    await sql`select pg_advisory_unlock(${MIGRATION_LOCK})`.execute(connection);
  }
}

/** Names of migrations that this version needs and the database lacks: readiness fails while there are any. */
export async function pendingMigrations(database: Kysely<Database>): Promise<string[]> {
  const recorded = await recordedMigrations(database);
  return names.filter((name) => !recorded.includes(name));
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
