import { sql, type Kysely } from "kysely";
import { columnExists, relationExists, type Divergence } from "./divergence.ts";

/** Until 7b087aa jobs were listed by their number, and had no position. */
export const uploads: Divergence = {
  migration: "0027-uploads",
  signs: {
    "the column jobs.position": columnExists("jobs", "position"),
    "the sequence jobs_position": relationExists("jobs_position"),
  },
  versions: [
    { commit: "cab707c", shows: [], mend: addPositions },
    { commit: "7b087aa", shows: ["the column jobs.position", "the sequence jobs_position"] },
  ],
};

async function addPositions(database: Kysely<unknown>): Promise<void> {
  await sql`create sequence jobs_position`.execute(database);
  await sql`alter table jobs add column position bigint`.execute(database);
  // A job that started from an upload has the older number of its rows: the numbers are dealt out by age.
  await sql`
    update jobs set position = numbers.number
    from (select number, row_number() over (order by created_at, number) as place from jobs) made
    join (select number, row_number() over (order by number) as place from jobs) numbers using (place)
    where jobs.number = made.number`.execute(database);
  await sql`select setval('jobs_position', coalesce((select max(number) from jobs), 0) + 1, false)`.execute(
    database,
  );
  await sql`
    alter table jobs
      alter column position set default nextval('jobs_position'),
      alter column position set not null`.execute(database);
  await sql`drop index jobs_organization`.execute(database);
  await sql`create index jobs_organization on jobs (organization_id, mode, position desc)`.execute(database);
}
