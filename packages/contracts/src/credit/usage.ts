import { z } from "zod";
import { EmailStatusCounts } from "../job/job-progress.ts";
import { PageQuery, pageOf } from "../page.ts";
import { count, credits, givenTime, timestamp } from "../scalar.ts";
import { Mode } from "../vocabulary.ts";
import { exampleWallet, Wallet } from "./wallet.ts";

export const UsageCredits = z
  .object({
    captured: credits().describe("Credits that were charged, before refunds."),
    released: credits().describe("Credits that were reserved for jobs and released uncharged."),
    refunded: credits().describe(
      "Charged credits that were refunded because a paid email bounced or proved invalid.",
    ),
    granted: credits().describe("Credits that operators, purchases and the welcome added to the wallet."),
  })
  .meta({
    id: "UsageCredits",
    description: "Credits by kind of movement. Spent credits are `captured` less `refunded`.",
  });
export type UsageCredits = z.infer<typeof UsageCredits>;

export const Usage = z
  .object({
    mode: Mode.describe("The mode of the call; the other mode is counted apart."),
    from: timestamp()
      .nullable()
      .describe("The `from` of the query: earlier usage is not counted. null: all usage is."),
    jobs: count().describe(
      "Jobs that were created; a call for one address or person, and a reveal of something new, counts as one.",
    ),
    rows: count().describe("Rows that were submitted with these jobs."),
    credits: UsageCredits.describe("Credits charged, released, refunded and granted in that time."),
    by_email_status: EmailStatusCounts.describe("Verdicts of the rows of these jobs, running jobs included."),
    wallet: Wallet.describe("The wallet as it is now, whatever `from` says."),
  })
  .meta({
    id: "Usage",
    description: "An organization's usage in one mode, since it signed up or since `from`.",
    examples: [
      {
        mode: "test",
        from: null,
        jobs: 12,
        rows: 1240,
        credits: { captured: 903, released: 212, refunded: 3, granted: 1000 },
        by_email_status: { valid: 823, catch_all: 80, invalid: 212 },
        wallet: exampleWallet,
      },
    ],
  });
export type Usage = z.infer<typeof Usage>;

const from = () =>
  givenTime()
    .optional()
    .describe("Counts usage at or after this time, in UTC. All usage since the sign-up when left out.");

export const UsageQuery = z
  .strictObject({ from: from() })
  .meta({ id: "UsageQuery", description: "The start of the period that is added up." });
export type UsageQuery = z.infer<typeof UsageQuery>;

export const UsageGroupBy = z.enum(["key", "job", "day", "endpoint"]).meta({
  id: "UsageGroupBy",
  description:
    "`key`: one group for each key, and for each member who worked in a session. `job`: for each job; calls are not counted. `day`: for each day (UTC). `endpoint`: for each method and path; credits and verdicts are not counted.",
});
export type UsageGroupBy = z.infer<typeof UsageGroupBy>;

export const UsageGroupQuery = PageQuery.extend({
  group_by: UsageGroupBy.describe(
    "Answers groups instead of one total. `limit` and `cursor` apply to groups only.",
  ),
  from: from(),
})
  .strict()
  .meta({
    id: "UsageGroupQuery",
    description: "The grouping of usage, the start of its period, and the page.",
  });
export type UsageGroupQuery = z.infer<typeof UsageGroupQuery>;

export const UsageGroup = z
  .object({
    group: z
      .string()
      .describe(
        "By `group_by`: a key or member (`key_…`, `mem_…`), a job (`job_…`), a day (`2026-11-23`) or an endpoint (`GET /v1/jobs`).",
      ),
    calls: count().describe(
      "Calls that were made, refused ones included. They appear within seconds; no limit depends on them.",
    ),
    denied: count().describe("Calls that a rate limit refused; they are among `calls`."),
    credits: UsageCredits.describe("Credits that moved for the group; a grant belongs to a day alone."),
    by_email_status: EmailStatusCounts.describe(
      "Verdicts of the group's jobs, counted where the job was created.",
    ),
  })
  .meta({
    id: "UsageGroup",
    description: "The usage of one key, job, day or endpoint.",
    examples: [
      {
        group: "2026-11-23",
        calls: 340,
        denied: 2,
        credits: { captured: 320, released: 18, refunded: 0, granted: 0 },
        by_email_status: { valid: 298, catch_all: 22, unknown: 18 },
      },
    ],
  });
export type UsageGroup = z.infer<typeof UsageGroup>;

export const UsageGroupPage = pageOf(UsageGroup, {
  id: "UsageGroupPage",
  description: "A page of groups, in falling order of `group`: the latest day first.",
});
export type UsageGroupPage = z.infer<typeof UsageGroupPage>;

export const UsageAnswer = z.union([Usage, UsageGroupPage]).meta({
  id: "UsageAnswer",
  description: "One total, or with `group_by` a page of groups.",
});
export type UsageAnswer = z.infer<typeof UsageAnswer>;
