import { sql, type QueryExecutorProvider } from "kysely";
import { divergences } from "#migration/mend/index.ts";
import { recognizeVersion, relationExists } from "#migration/mend/divergence.ts";
import { UnknownSchemaError } from "#unknown-schema-error.ts";

/** This migration brings the variants of an edited migration to one schema: after it they need not be distinguished. */
const MENDED_BY = "0032-mend-edited-migrations";

/**
 * Migrations that landed after others with a higher number: a database of the time between has the others and lacks these.
 */
const LANDED_WITH_GAPS: readonly { readonly newest: string; readonly lacks: readonly string[] }[] = [
  // 61c0df7
  { newest: "0025-mail-provider-budgets", lacks: ["0024-evidence"] },
  // 5e9e8d4
  { newest: "0026-egress-health", lacks: ["0024-evidence", "0025-mail-provider-budgets"] },
  // 4fdab4a
  { newest: "0026-egress-health", lacks: ["0024-evidence"] },
  // 6b625bb, a63eb58 and bd1c963
  { newest: "0028-known-rows", lacks: ["0027-uploads"] },
  // b1d53c4
  { newest: "0031-event-data", lacks: ["0027-uploads", "0029-retention", "0030-progress"] },
  // 8e65431 and 76a98ed
  { newest: "0031-event-data", lacks: ["0027-uploads"] },
];

/** Names of the migrations that ran on the database, in order. */
export async function recordedMigrations(database: QueryExecutorProvider): Promise<string[]> {
  if (!(await holds(database, "kysely_migration"))) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(database);
  return rows.map(({ name }) => name).toSorted();
}

/**
 * Checks that the database is one that a version of Winnow left, so that the missing migrations lead to this version's
 * schema. Changes nothing.
 * @param known names of this version's migrations, in order.
 * @throws UnknownSchemaError
 */
export async function recognizeSchema(
  database: QueryExecutorProvider,
  known: readonly string[],
): Promise<void> {
  // First, because another process may be migrating: its tables and their record appear at once.
  const hasTables = await holds(database, "organizations");
  const recorded = await recordedMigrations(database);
  if (recorded.length === 0 && hasTables) {
    throw new UnknownSchemaError(
      "This database has tables of Winnow and no record of the migrations that made them.",
      ["It has the table organizations.", "It lacks rows of kysely_migration."],
      "Restore kysely_migration from a backup, or set DATABASE_URL to an empty database.",
    );
  }
  refuseForeign(recorded, known);
  refuseUnknownGaps(recorded, known);
  if (recorded.includes(MENDED_BY)) return;
  for (const divergence of divergences) {
    if (recorded.includes(divergence.migration)) await recognizeVersion(database, divergence);
  }
}

async function holds(database: QueryExecutorProvider, table: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select ${relationExists(table)} as found`.execute(database);
  return rows[0]?.found === true;
}

function refuseForeign(recorded: readonly string[], known: readonly string[]): void {
  const foreign = recorded.filter((name) => !known.includes(name));
  if (foreign.length === 0) return;
  throw new UnknownSchemaError(
    "This database was migrated by a newer version of Winnow, or by another program.",
    foreign.map((name) => `It has the migration ${name}.`),
    "Start the version that migrated it, or restore the backup that was made before.",
  );
}

function refuseUnknownGaps(recorded: readonly string[], known: readonly string[]): void {
  const newest = recorded.at(-1);
  if (newest === undefined) return;
  const lacks = known.slice(0, known.indexOf(newest)).filter((name) => !recorded.includes(name));
  const landed = LANDED_WITH_GAPS.some((gap) => gap.newest === newest && gap.lacks.join() === lacks.join());
  if (lacks.length === 0 || landed) return;
  throw new UnknownSchemaError(
    "This database has migrations that no version of Winnow ran without those before them.",
    [`It has the migration ${newest}.`, ...lacks.map((name) => `It lacks the migration ${name}.`)],
    "Restore a backup that a version of Winnow wrote, and migrate again.",
  );
}
