import { z } from "zod";
import { pageOf } from "../page.ts";
import { path, timestamp } from "../scalar.ts";
import { JobKind, JobStatus, Mode } from "../vocabulary.ts";
import { exampleJob } from "./example-job.ts";
import { JobCounts, JobCredits, JobPace } from "./job-progress.ts";

export const JobLinks = z
  .object({
    self: path().describe("Path of this job, for `GET` and `DELETE`."),
    results: path().describe(
      "Path of its rows, readable from the start and complete once the job has ended.",
    ),
    cancel: path().describe("Path to `POST` to, without a body, to end the job early."),
  })
  .meta({
    id: "JobLinks",
    description: "Where the job is read and controlled. The paths are relative to this server.",
  });
export type JobLinks = z.infer<typeof JobLinks>;

export const Job = z
  .object({
    id: z
      .string()
      .describe("Sortable, `job_` + 26 characters. It stands in every link, event and log line of this job."),
    kind: JobKind.describe("Chosen when the job was created; it never changes."),
    mode: Mode.describe("The mode of the key or session that created it. The other mode does not see it."),
    status: JobStatus.describe(
      "Poll it, or follow `GET /v1/jobs/{id}/events`, until it is `completed`, `cancelled` or `failed`.",
    ),
    reason: z
      .string()
      .nullable()
      .describe(
        "Why the job is `held` or has `failed`: `insufficient_credits`, `key_budget_exceeded` or `egress_unhealthy` (mail hosts cannot be reached; the job continues when they can). null otherwise.",
      ),
    counts: JobCounts.describe("Numbers of rows by state so far."),
    credits: JobCredits.describe("Credits held for the job, and its cost so far."),
    callback_url: z
      .string()
      .nullable()
      .describe(
        "Absolute URL, as it was given when the job was created. null: none, or a `webhook_id` was given.",
      ),
    created_at: timestamp().describe("When the server accepted the job."),
    started_at: timestamp()
      .nullable()
      .describe(
        "When planning ended and the first row could be processed. null before, and for a job that was never planned.",
      ),
    ended_at: timestamp()
      .nullable()
      .describe(
        "When the status became final. From then on only refunds and the end of its results change the job.",
      ),
    progress: JobPace.describe("Pace and estimate; all null, and 0 deferred, once the job has ended."),
    results_expire_at: timestamp()
      .nullable()
      .describe(
        "When the server deletes the rows and results, 90 days after the end unless the operator chose another time. null while the job runs, and after their deletion.",
      ),
    results_deleted_at: timestamp()
      .nullable()
      .describe(
        "When the rows and results were deleted, by a caller or because their time was over. Reading them answers 410 `results_expired` from then on. null while they exist.",
      ),
    links: JobLinks.describe("Paths of further calls about the job."),
  })
  .meta({
    id: "Job",
    description: "A bulk request for many rows, with its progress.",
    examples: [exampleJob],
  });
export type Job = z.infer<typeof Job>;

export const JobPage = pageOf(Job, {
  id: "JobPage",
  description: "A page of jobs, the newest first. Calls for a single row make jobs that are not listed.",
});
export type JobPage = z.infer<typeof JobPage>;
