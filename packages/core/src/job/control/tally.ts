import { sql } from "kysely";
import type { Connection, Tally } from "@winnow/database";

/** Row counts of a job by `status.<RowStatus>` and `email.<EmailStatus>`: what planning decided plus every finished chunk. */
export async function sumTally(connection: Connection, jobNumber: number): Promise<Tally> {
  const { rows } = await sql<{ key: string; rows: number }>`
    select key, sum(value::int)::int as rows
    from (
      select tally from jobs where number = ${jobNumber}
      union all
      select c.tally from chunks c join jobs j on j.number = c.job_number
      where c.job_number = ${jobNumber} and c.tally is not null and j.ended_at is null
    ) tallies, jsonb_each_text(tally)
    group by key`.execute(connection);
  return Object.fromEntries(rows.map(({ key, rows: count }) => [key, count]));
}
