import { Kysely, PostgresDialect, sql } from "kysely";
import { Migrator, type Migration } from "kysely/migration";
import type { Pool } from "pg";
import type { LandedState } from "./landed.ts";

/**
 * Does the migration step of a landed version: runs the missing migrations, in order of their names, and refuses whatever Kysely
 * refuses.
 * @param statements of every file of `landed/`.
 * @throws what Kysely reports, such as migrations that ran in another order.
 */
export async function migrateAsLanded(
  pool: Pool,
  state: LandedState,
  statements: ReadonlyMap<string, string>,
): Promise<void> {
  const migrations: Record<string, Migration> = {};
  for (const [name, file] of state.files) {
    const text = statements.get(file) as string;
    migrations[name] = { up: async (database) => void (await sql.raw(text).execute(database)) };
  }
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
  }).migrateToLatest();
  if (error !== undefined) throw error;
}
