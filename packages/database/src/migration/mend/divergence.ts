import { sql, type Kysely, type QueryExecutorProvider, type RawBuilder } from "kysely";
import { UnknownSchemaError } from "#unknown-schema-error.ts";

/** A migration that was edited after it had landed, and how a database shows which version of it has run. */
export interface Divergence {
  readonly migration: string;
  /** What tells its versions apart: conditions over the catalogue, each by what the database has when it holds. */
  readonly signs: Readonly<Record<string, RawBuilder<boolean>>>;
  /** Every version that landed, the frozen one included. */
  readonly versions: readonly LandedVersion[];
}

export interface LandedVersion {
  /** The first commit that had it. */
  readonly commit: string;
  /** The signs that hold; the others do not. */
  readonly shows: readonly string[];
  /** Makes of it what the frozen version makes; absent for the frozen version. */
  readonly mend?: (database: Kysely<unknown>) => Promise<void>;
}

/**
 * Which version of the migration a database ran.
 * @throws UnknownSchemaError when it shows the signs of none.
 */
export async function recognizeVersion(
  database: QueryExecutorProvider,
  { migration, signs, versions }: Divergence,
): Promise<LandedVersion> {
  const columns = Object.entries(signs).map(([sign, condition]) => sql`${condition} as ${sql.id(sign)}`);
  const { rows } = await sql<Record<string, boolean>>`select ${sql.join(columns)}`.execute(database);
  const shown = Object.keys(signs).filter((sign) => rows[0]?.[sign]);
  const version = versions.find(
    ({ shows }) => shows.length === shown.length && shows.every((sign) => shown.includes(sign)),
  );
  if (version !== undefined) return version;
  const missing = Object.keys(signs).filter((sign) => !shown.includes(sign));
  throw new UnknownSchemaError(
    `No version of the migration ${migration} made what this database has.`,
    [...shown.map((sign) => `It has ${sign}.`), ...missing.map((sign) => `It lacks ${sign}.`)],
    "Undo what was changed by hand or by another program, or restore a backup, and migrate again.",
  );
}

/** Whether there is an index, a table or a sequence of this name. */
export function relationExists(name: string): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relname = ${sql.lit(name)})`;
}

/** Whether a table has a column. */
export function columnExists(table: string, column: string): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relname = ${sql.lit(table)} and a.attname = ${sql.lit(column)}
      and not a.attisdropped)`;
}

/** Whether a constraint is checked at the end of the transaction. */
export function constraintIsDeferred(name: string): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from pg_constraint c join pg_namespace n on n.oid = c.connamespace
    where n.nspname = current_schema() and c.conname = ${sql.lit(name)} and c.condeferred)`;
}
