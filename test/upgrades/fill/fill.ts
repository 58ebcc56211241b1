import type { Pool } from "pg";
import { accounts } from "./accounts.ts";
import { deliveries, endpoints } from "./deliveries.ts";
import { directory } from "./directory.ts";
import { evidence } from "./evidence.ts";
import { jobs } from "./jobs.ts";
import { CLOSE_WALLETS, ledger } from "./ledger.ts";

/** Each after those that it refers to. */
const ROWS = [...accounts, ...endpoints, ...ledger, ...jobs, ...directory, ...deliveries, ...evidence];

/** Tables whose rows the migrations, or Kysely, write. */
const FILLED_BY_MIGRATIONS = new Set([
  "erasure_salts",
  "retention",
  "kysely_migration",
  "kysely_migration_lock",
]);

interface TableColumns {
  readonly table: string;
  /** Without columns that the database fills: generated ones, and numbers. */
  readonly columns: readonly string[];
}

/**
 * Writes the same rows into every table of a landed schema, with all constraints and triggers enabled. Every column has a value
 * in some row.
 * @throws Error naming tables and columns that no row gives a value: add them to the rows of this folder.
 */
export async function fill(pool: Pool): Promise<void> {
  const { rows: tables } = await pool.query<TableColumns>(`
    select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = '' and a.attidentity = ''
      and coalesce(pg_get_expr(d.adbin, d.adrelid), '') not like 'nextval(%'
    group by c.relname`);
  checkRows(tables);
  for (const { table, rows } of ROWS) {
    const known = tables.find((one) => one.table === table)?.columns;
    if (known === undefined) continue;
    const given = known.filter((column) => rows.some((row) => column in row));
    const names = given.map((column) => `"${column}"`).join();
    await pool.query(
      `insert into "${table}" (${names}) select ${names} from jsonb_populate_recordset(null::"${table}", $1)`,
      [JSON.stringify(rows)],
    );
    if (table === "entries") await pool.query(CLOSE_WALLETS);
  }
}

function checkRows(tables: readonly TableColumns[]): void {
  const lacking = tables
    .filter(({ table }) => !FILLED_BY_MIGRATIONS.has(table))
    .flatMap(({ table, columns }) => {
      const rows = ROWS.filter((one) => one.table === table).flatMap((one) => one.rows);
      const empty = columns.filter((column) => rows.every((row) => row[column] === undefined));
      return empty.map((column) => `${table}.${column}`);
    });
  if (lacking.length > 0)
    throw new Error(`no row of test/upgrades/fill has a value for ${lacking.join(", ")}`);
}
