/**
 * PostgreSQL as the queue: nothing else to install.
 * LISTEN does not work through PgBouncer in transaction mode: give the address of the server itself.
 */
export interface PostgresBackend {
  readonly kind: "postgres";
  readonly connectionString: string;
  /** Connections for queries, of the bell and of each listener; a listener holds one more, to LISTEN. Default 2. */
  readonly connectionsMax?: number;
}

/** Redis or Valkey as the queue, for many machines. Set `appendonly yes` and `maxmemory-policy noeviction`. */
export interface RedisBackend {
  readonly kind: "redis";
  readonly url: string;
}

/** Where the messages live. Both behave the same: see conformance/cases.ts. */
export type QueueBackend = PostgresBackend | RedisBackend;

/** A backend's name for logs and errors: host and database, never a password. */
export function backendPlace(backend: QueueBackend): string {
  const address = backend.kind === "postgres" ? backend.connectionString : backend.url;
  const product = backend.kind === "postgres" ? "PostgreSQL" : "Redis";
  if (!URL.canParse(address)) return product;
  const url = new URL(address);
  return `${product} at ${url.host || url.searchParams.get("host") || "its default address"}${url.pathname}`;
}

/** The backend that the configuration asks for: Redis where there is one, else the database. */
export function backendOf(configured: {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
}): QueueBackend {
  if (configured.redisUrl !== undefined) return { kind: "redis", url: configured.redisUrl };
  return { kind: "postgres", connectionString: configured.databaseUrl };
}
