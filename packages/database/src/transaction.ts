import { PostgresDialect, Kysely, type Transaction } from "kysely";
import type { Pool, PoolClient } from "pg";
import type { Database } from "#database.ts";

/** What a query can run on: the pool or an open transaction. */
export type Connection = Kysely<Database>;

/** SQLSTATEs after which the same transaction may simply be run again. Source: PostgreSQL manual, appendix A. */
const RETRYABLE = new Set(["40001", "40P01"]);
const ATTEMPTS_MAX = 3;

const codeOf = (error: unknown) => (error as { code?: string } | null)?.code ?? "";

/**
 * Runs `work` in a transaction, or joins the one that `connection` already is.
 * A serialization failure or deadlock runs it again, so `work` must do nothing outside the transaction.
 */
export async function inTransaction<Result>(
  connection: Connection,
  work: (transaction: Transaction<Database>) => Promise<Result>,
): Promise<Result> {
  if (connection.isTransaction) return work(connection as Transaction<Database>);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await connection.transaction().execute(work);
    } catch (error) {
      if (attempt === ATTEMPTS_MAX || !RETRYABLE.has(codeOf(error))) throw error;
    }
  }
}

/**
 * Runs `work` in a transaction whose connection is at hand, for what Kysely cannot do (COPY). Not repeated: what streams
 * in cannot be read twice.
 */
export async function inPinnedTransaction<Result>(
  pool: Pool,
  work: (transaction: Transaction<Database>, client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => (broken = error);
  client.on("error", onError);
  const pinned = new Kysely<Database>({
    dialect: new PostgresDialect({
      pool: {
        connect: async () => ({ query: client.query.bind(client) as PoolClient["query"], release: () => {} }),
        end: async () => {},
        options: {},
      },
    }),
  });
  try {
    return await pinned.transaction().execute((transaction) => work(transaction, client));
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}
