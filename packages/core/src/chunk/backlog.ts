import type { Connection } from "@winnow/database";
import { sql } from "kysely";

/** What could be worked on now, and what is. */
export interface Backlog {
  readonly due: number;
  readonly oldestDueSeconds: number;
  readonly atWork: number;
}

/** Counts chunks of running jobs. */
export async function readBacklog(database: Connection): Promise<Backlog> {
  const { rows } = await sql<Backlog>`
    select count(*) filter (where c.state = 'pending' and c.due_at <= now())::int as due,
      coalesce(max(extract(epoch from now() - c.due_at))
        filter (where c.state = 'pending' and c.due_at <= now()), 0)::float8 as "oldestDueSeconds",
      count(*) filter (where c.state = 'leased' and c.leased_until > now())::int as "atWork"
    from chunks c join jobs j on j.number = c.job_number and j.status = 'running'
    where c.state in ('pending', 'leased')`.execute(database);
  return rows[0] ?? { due: 0, oldestDueSeconds: 0, atWork: 0 };
}
