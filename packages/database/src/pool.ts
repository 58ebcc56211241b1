import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Database } from "#database.ts";

const INT8_OID = 20;

/**
 * bigint arrives as a number: millicredits, counters and row numbers stay far below 2^53 (a wallet of nine trillion
 * credits), and pg's default, a string, would be concatenated where a number is added.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    oid === INT8_OID ? Number : (pg.types.getTypeParser(oid, format as "text") as never),
};

export interface DatabaseOptions {
  readonly connectionString: string;
  /** Upper bound of connections of this process. */
  readonly connectionsMax?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
  /**
   * The server aborts a transaction that is idle for so long: a stopped process would otherwise hold its locks until it
   * goes on. Never, when left out.
   */
  readonly transactionSilenceMs?: number;
  /** Called when an idle connection breaks; the pool replaces it by itself. */
  readonly onConnectionError?: (error: Error) => void;
}

/** An open database: Kysely for queries, the pool for what needs a raw connection (COPY, cursors). */
export interface OpenDatabase extends AsyncDisposable {
  readonly kysely: Kysely<Database>;
  readonly pool: pg.Pool;
}

/** Opens a pool; connects on first use. Without an error listener an idle connection's death would end the process. */
export function openDatabase(options: DatabaseOptions): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.connectionsMax ?? 10,
    application_name: options.applicationName ?? "winnow",
    ...(options.transactionSilenceMs !== undefined && {
      idle_in_transaction_session_timeout: options.transactionSilenceMs,
    }),
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    types,
  });
  // The pool is closing: errors of its connections do not matter any more.
  const onConnectionError = (error: Error) => {
    if (!pool.ending) options.onConnectionError?.(error);
  };
  pool.on("error", onConnectionError);
  // The pool listens to idle connections only: one that dies while a transaction holds it would end the process.
  pool.on("connect", (client) => client.on("error", onConnectionError));
  const kysely = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    await kysely.destroy();
    // Kysely ends the pool only when a query went through Kysely.
    if (!pool.ending) await pool.end();
  }
  return {
    kysely,
    pool,
    [Symbol.asyncDispose]: () => (closed ??= close()),
  };
}
