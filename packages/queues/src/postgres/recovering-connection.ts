import {
  assertSchemaCompatibility,
  DEFAULT_SCHEMA,
  LATEST_SCHEMA_VERSION,
  PostgresConnection,
  PostgresQueueBackend,
  runMigrations,
  SchemaMigrationRequiredError,
  type PgPool,
  type PgPoolClient,
} from "bullmq";

/**
 * BullMQ's connection, mended: BullMQ (6.7.0) remembers the first attempt to connect for good, so a process whose database
 * is down at boot would never consume anything. This one only remembers success.
 *
 * An outdated schema is migrated under BullMQ's advisory lock, so any number of processes may start at once; processes that
 * find it up to date only read, and need no right to create anything. A schema that vanishes later (dropped to empty the
 * queues, left out of a backup) is made anew by the next call.
 */
export class RecoveringConnection extends PostgresConnection {
  #opening: Promise<void> | undefined;

  constructor(pool: PgPool) {
    super(pool);
    const query = pool.query.bind(pool);
    pool.query = async <Row>(text: string, params?: readonly unknown[]) => {
      try {
        return await query<Row>(text, params);
      } catch (error) {
        if (saysNoSuchThing(error)) this.#opening = undefined;
        throw error;
      }
    };
  }

  /** A round trip. @throws the server's error. */
  async ping(): Promise<void> {
    await this.waitUntilReady();
    try {
      await this.pool.query("select from migration");
    } catch (error) {
      if (!saysNoSuchThing(error)) throw error;
      await this.waitUntilReady();
    }
  }

  override waitUntilReady(): Promise<void> {
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #open(): Promise<void> {
    const client = await this.pool.connect();
    let broken = true;
    try {
      if ((await schemaVersion(client)) < LATEST_SCHEMA_VERSION) await runMigrations(client);
      broken = false;
    } finally {
      client.release(broken);
    }
  }
}

const GONE = new Set(["3F000", "42P01", "42883"]);

/** PostgreSQL misses a schema, a table or a function. */
function saysNoSuchThing(error: unknown): boolean {
  return error instanceof Error && "code" in error && GONE.has(String(error.code));
}

async function schemaVersion(client: PgPoolClient): Promise<number> {
  try {
    return await assertSchemaCompatibility(client, DEFAULT_SCHEMA);
  } catch (error) {
    if (error instanceof SchemaMigrationRequiredError) return 0;
    throw error;
  }
}

/** The backend over it: BullMQ's would remember a failed start as well. */
export class RecoveringBackend extends PostgresQueueBackend {
  override waitUntilReady(): Promise<void> {
    return this.connection.waitUntilReady();
  }
}
