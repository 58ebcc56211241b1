import type { Connection } from "@winnow/database";
import { sql } from "kysely";

/** A worker that sent no heartbeat for so long is taken for dead; it sends one every few seconds. */
const SILENT = "30 seconds";

/** How many workers are running, and the time of the last heartbeat. */
export async function countWorkers(
  database: Connection,
): Promise<{ readonly alive: number; readonly lastSeenSecondsAgo: number | null }> {
  const { rows } = await sql<{ alive: number; last: number | null }>`
    select count(*) filter (where seen_at > now() - ${SILENT}::interval)::int as alive,
      extract(epoch from now() - max(seen_at))::float8 as last
    from workers`.execute(database);
  return { alive: rows[0]?.alive ?? 0, lastSeenSecondsAgo: rows[0]?.last ?? null };
}
