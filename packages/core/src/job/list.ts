import type { JobPage, PageQuery } from "@winnow/contracts";
import type { Context, TenantActor } from "#context.ts";
import { cutPage, decodeCursor, encodeCursor } from "#cursor.ts";
import { ownJobs } from "#job/find-own.ts";
import { presentJob } from "#job/present.ts";

export type ListJobsOutcome =
  | { readonly outcome: "listed"; readonly page: JobPage }
  | { readonly outcome: "invalid_cursor" };

/** The caller's jobs, newest first, without those that calls for a single row made. */
export async function listJobs(context: Context<TenantActor>, input: PageQuery): Promise<ListJobsOutcome> {
  let query = ownJobs(context.database, context.actor).selectAll().where("single", "=", false);
  if (input.cursor !== undefined) {
    const before = decodeCursor(input.cursor);
    if (before === undefined) return { outcome: "invalid_cursor" };
    query = query.where("position", "<", before);
  }
  const jobs = await query
    .orderBy("position", "desc")
    .limit(input.limit + 1)
    .execute();
  const { shown, more } = cutPage(jobs, input.limit, ({ position }) => encodeCursor(position));
  return {
    outcome: "listed",
    page: {
      data: await Promise.all(shown.map((job) => presentJob(context.database, job))),
      ...more,
    },
  };
}
