import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Kysely, PostgresDialect } from "kysely";
import type { Migration } from "kysely/migration";
import type { Pool } from "pg";

/** The SQL that one migration sends, statement by statement, each ended by a semicolon. */
export type Statements = ReadonlyMap<string, string>;

/**
 * Runs the migrations of a folder in order of their names and returns the statements of each. Only statements for an empty
 * database are recorded: a migration is SQL, and no TypeScript in it depends on rows.
 * @param folder contains an `index.ts` that exports `migrations`.
 * @param pool of an empty database.
 * @throws Error when a statement binds values: they would be missing from the text.
 */
export async function captureMigrations(folder: string, pool: Pool): Promise<Statements> {
  const index = (await import(pathToFileURL(join(folder, "index.ts")).href)) as {
    migrations: Record<string, Migration>;
  };
  const sent: string[] = [];
  const database = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      if (query.parameters.length > 0) throw new Error(`a migration binds values: ${query.sql}`);
      sent.push(`${query.sql.trim()};\n`);
    },
  });
  const statements = new Map<string, string>();
  for (const name of Object.keys(index.migrations).toSorted()) {
    await index.migrations[name]?.up(database);
    statements.set(name, sent.splice(0).join("\n"));
  }
  return statements;
}
