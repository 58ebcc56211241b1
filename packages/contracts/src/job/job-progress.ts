import { z } from "zod";
import { count, credits, timestamp } from "../scalar.ts";
import { EmailStatus, RowStatus } from "../vocabulary.ts";

export const RowStatusCounts = z.partialRecord(RowStatus, count()).meta({
  id: "RowStatusCounts",
  description: "Status → number of rows that ended with it. A status that no row has is absent.",
});
export type RowStatusCounts = z.infer<typeof RowStatusCounts>;

export const EmailStatusCounts = z.partialRecord(EmailStatus, count()).meta({
  id: "EmailStatusCounts",
  description:
    "Verdict → number of rows whose email has it. A verdict that no row has is absent, and rows without an email are not counted.",
});
export type EmailStatusCounts = z.infer<typeof EmailStatusCounts>;

export const JobCounts = z
  .object({
    submitted: count().describe("Data rows that the caller sent. Blank lines and the header are not rows."),
    billable: count().describe(
      "Rows that workers process and that may be charged. 0 until the job is planned.",
    ),
    owned: count().describe(
      "Rows whose verdict the organization paid for before and that is used again: see `max_age`, and trials of an upload. Free.",
    ),
    duplicate: count().describe("Rows with the same address or person as an earlier row of this job. Free."),
    invalid_input: count().describe("Rows that cannot be processed as they were sent. Free."),
    suppressed: count().describe("Rows that a suppression covered when the job was planned. Free."),
    done: count().describe("Rows that have their result: `submitted` less `pending`."),
    pending: count().describe("Rows without a result yet. When it is 0, the job is about to complete."),
    by_status: RowStatusCounts.describe("Final statuses of the `done` rows."),
    by_email_status: EmailStatusCounts.describe("Verdicts of the `done` rows."),
  })
  .meta({
    id: "JobCounts",
    description:
      "Row counts. Once the job is planned, `submitted` is the sum of `billable`, `owned`, `duplicate`, `invalid_input` and `suppressed`, plus the rows that `on_insufficient=partial` left out.",
  });
export type JobCounts = z.infer<typeof JobCounts>;

export const JobCredits = z
  .object({
    reserved: credits().describe(
      "Credits that are still held for rows without a result; 0 once the job has ended.",
    ),
    captured: credits().describe("Credits that were charged, before refunds."),
    released: credits().describe("Credits that were reserved, were not needed, and are available again."),
    refunded: credits().describe(
      "Charged credits that were refunded later, because a paid email bounced or proved invalid.",
    ),
  })
  .meta({
    id: "JobCredits",
    description: "The job's own reservation. Its final cost is `captured` less `refunded`.",
  });
export type JobCredits = z.infer<typeof JobCredits>;

export const JobPace = z
  .object({
    rows_per_second: z.number().nullable().meta({
      format: "double",
      description:
        "Rows that got their result in the last minute, per second. null while the job does not run, and during its first 5 seconds or 2 chunks.",
    }),
    estimated_end_at: timestamp()
      .nullable()
      .describe(
        "The later of two moments: the end of the first pass at the pace of the last minute, and the last due time of a deferred row. It moves when a mail host defers a row again. null while it is unknown.",
      ),
    deferred: count().describe("Rows that wait because a mail host deferred them; they are among `pending`."),
    next_attempt_at: timestamp()
      .nullable()
      .describe(
        "When the first of the deferred rows is due. null without any, and while the job does not run.",
      ),
  })
  .meta({
    id: "JobPace",
    description: "How fast a running job is and when it will be done, by the database's clock.",
  });
export type JobPace = z.infer<typeof JobPace>;
