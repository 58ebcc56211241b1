import type { Pool } from "pg";

/** Every value of a table as PostgreSQL writes it, by column; null is null. */
type Row = Readonly<Record<string, string | null>>;

/** Every table, and every sequence, of a database. */
export type Contents = ReadonlyMap<string, readonly Row[]>;

/** Kysely's tables are left out, because their rows grow with every upgrade. */
export async function readContents(pool: Pool): Promise<Contents> {
  const { rows: tables } = await pool.query<{ name: string; columns: string[] }>(`
    select c.relname as name, array_agg(a.attname::text order by a.attname) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'S') and a.attnum > 0 and not a.attisdropped
      -- How far ahead a sequence has logged.
      and a.attname <> 'log_cnt' and c.relname not like 'kysely_%'
    group by c.relname order by c.relname`);
  const contents = new Map<string, readonly Row[]>();
  // One after the other: another connection costs more than all of these queries.
  for (const { name, columns } of tables) {
    const list = columns.map((column) => `"${column}"::text`).join();
    contents.set(name, (await pool.query<Row>(`select ${list} from "${name}"`)).rows);
  }
  return contents;
}

/** Values that a migration moves: their old places, and their new ones. */
interface Move {
  /** The last column is the moved one, the others identify its row. */
  readonly from: { readonly table: string; readonly columns: readonly string[] };
  readonly to: { readonly table: string; readonly columns: readonly string[] };
}

const MOVES: readonly Move[] = [
  {
    from: { table: "members", columns: ["id", "password_hash"] },
    to: { table: "credentials", columns: ["member_id", "password"] },
  },
  {
    from: { table: "call_counts", columns: ["day", "endpoint", "calls", "denied", "key_id"] },
    to: { table: "call_counts", columns: ["day", "endpoint", "calls", "denied", "caller_id"] },
  },
  {
    from: { table: "contacts", columns: ["id", "key", "source"] },
    to: { table: "contact_sources", columns: ["contact_id", "key", "source"] },
  },
  {
    from: { table: "contacts", columns: ["id", "source", "key"] },
    to: { table: "contact_sources", columns: ["contact_id", "source", "key"] },
  },
  {
    from: { table: "jobs", columns: ["id", "resumed_at"] },
    to: { table: "jobs", columns: ["id", "at_work_since"] },
  },
];

/** Losses and changes of an upgrade, a sentence each: every row must be there with every value, and no other row. */
export function findLosses(before: Contents, after: Contents): string[] {
  return [...before].flatMap(([table, rows]) => {
    const now = after.get(table);
    if (now === undefined) return [`the table ${table} is gone`];
    const columns = Object.keys(rows[0] ?? {});
    const kept = columns.filter((column) => now.length === 0 || column in (now[0] as Row));
    const [old, current] = [project(rows, kept), project(now, kept)];
    return [
      ...subtract(old, current).map((row) => `${table} lost ${row}`),
      ...subtract(current, old).map((row) => `${table} gained ${row}`),
      ...columns
        .filter((column) => !kept.includes(column))
        .flatMap((column) => findUnmoved(table, column, before, after)),
    ];
  });
}

function findUnmoved(table: string, column: string, before: Contents, after: Contents): string[] {
  const move = MOVES.find(({ from }) => from.table === table && from.columns.at(-1) === column);
  if (move === undefined) return [`${table}.${column} is gone`];
  const values = (before.get(table) ?? []).filter((row) => row[column] !== null);
  const moved = project(after.get(move.to.table) ?? [], move.to.columns);
  return subtract(project(values, move.from.columns), moved).map(
    (row) => `${table}.${column} is not in ${move.to.table}: ${row}`,
  );
}

/** Each row as one text of the values of some columns. */
function project(rows: readonly Row[], columns: readonly string[]): string[] {
  return rows.map((row) => JSON.stringify(columns.map((column) => row[column] ?? null))).toSorted();
}

/** Texts that occur more often in `these` than in `those`. */
function subtract(these: readonly string[], those: readonly string[]): string[] {
  const left = [...those];
  return these.filter((one) => {
    const index = left.indexOf(one);
    if (index !== -1) left.splice(index, 1);
    return index === -1;
  });
}

/** Values that a migration generates: the time, a random number. They differ between two upgrades. */
const MADE_UP = new Set([
  "companies.updated_at",
  "credentials.created_at",
  "credentials.updated_at",
  "erasure_salts.salt",
  "events.transaction_id",
  "members.updated_at",
  "suppressions.id",
]);

/** Differences between two databases of one schema, a sentence each, except for generated values. */
export function findChanges(one: Contents, other: Contents): string[] {
  return [...one].flatMap(([table, rows]) => {
    const columns = Object.keys(rows[0] ?? {}).filter((column) => !MADE_UP.has(`${table}.${column}`));
    const [these, those] = [project(rows, columns), project(other.get(table) ?? [], columns)];
    return [
      ...subtract(these, those).map((row) => `${table} has only once ${row}`),
      ...subtract(those, these).map((row) => `${table} has instead ${row}`),
    ];
  });
}
