import type { Connection } from "@winnow/database";
import { sql, type RawBuilder } from "kysely";

/**
 * Writes the first chunks of a job; those of the window count as rung from now on, the others wait for their turn.
 * @param cut a query of (chunk, position, row): rows of one chunk are worked on in the order of their positions.
 * @param windowChunks all of them, when left out.
 */
export async function insertChunks(
  transaction: Connection,
  jobNumber: number,
  cut: RawBuilder<unknown>,
  windowChunks?: number,
): Promise<void> {
  await sql`
    insert into chunks (job_number, number, rows, rung_at)
    select ${jobNumber}, chunk, array_agg(row order by position),
      case when chunk < coalesce(${windowChunks ?? null}::int, chunk + 1) then now() end
    from (${cut}) cut
    group by chunk`.execute(transaction);
}
