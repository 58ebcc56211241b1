import { sql, type Kysely } from "kysely";
import { columnExists, type Divergence } from "./divergence.ts";

/** Until 76a98ed jobs said when they last went on after a pause, instead of since when they have been at work. */
export const progress: Divergence = {
  migration: "0030-progress",
  signs: {
    "the column jobs.resumed_at": columnExists("jobs", "resumed_at"),
    "the column jobs.at_work_since": columnExists("jobs", "at_work_since"),
  },
  versions: [
    { commit: "8e65431", shows: ["the column jobs.resumed_at"], mend: renameResumedAt },
    { commit: "76a98ed", shows: ["the column jobs.at_work_since"] },
  ],
};

async function renameResumedAt(database: Kysely<unknown>): Promise<void> {
  await sql`alter table jobs rename column resumed_at to at_work_since`.execute(database);
  await sql`
    update jobs set at_work_since = started_at where at_work_since is null and ended_at is null`.execute(
    database,
  );
}
