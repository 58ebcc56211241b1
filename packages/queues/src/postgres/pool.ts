import { Pool } from "pg";
import { DEFAULT_SCHEMA } from "bullmq";
import type { PostgresBackend } from "#backend.ts";

/** Not waiting for the disk costs a crashed server the last messages at most, and the sweeper rings again. */
const IN_NO_HURRY = "-c synchronous_commit=off";

/**
 * A pool whose connections use BullMQ's own schema (`bullmq`), apart from the product's tables. A bell gives up within
 * seconds; a listener has one connection more, to LISTEN.
 */
export function openQueuePool(backend: PostgresBackend, role: "bell" | "listener"): Pool {
  const pool = new Pool({
    ...placeOptions(backend.connectionString, `-c search_path=${DEFAULT_SCHEMA} ${IN_NO_HURRY}`),
    application_name: `winnow-${role}`,
    max: (backend.connectionsMax ?? 2) + (role === "listener" ? 1 : 0),
    connectionTimeoutMillis: role === "bell" ? 2_000 : 5_000,
    // A half-open connection must not hold a ring or a fetch for ever.
    query_timeout: role === "bell" ? 5_000 : 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  // pg emits a broken connection's error on a checked-out client too, where BullMQ does not always listen:
  // unheard, it would end the process. The query that was running reports it anyway.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** Start-up options, merged with those in the address: pg lets the address win over the configuration. */
function placeOptions(
  connectionString: string,
  ours: string,
): { connectionString: string; options?: string } {
  if (!URL.canParse(connectionString)) return { connectionString, options: ours };
  const url = new URL(connectionString);
  const given = url.searchParams.get("options");
  url.searchParams.set("options", given ? `${given} ${ours}` : ours);
  return { connectionString: url.href };
}
