import { z } from "zod";
import { Job } from "../job/job.ts";
import { Row } from "../job/row.ts";
import { count, credits, path } from "../scalar.ts";

export const RowsBatchData = z
  .object({
    job_id: z
      .string()
      .describe("The job of the results (`job_…`). Results of several jobs may arrive interleaved."),
    page: count().describe("Number of the page, from 1. `job.completed` says how many there are."),
    rows: z
      .array(Row)
      .describe(
        "Rows in the caller's order; each page continues after the one before. A row suppressed in the meantime has neither email nor contact.",
      ),
  })
  .meta({
    id: "RowsBatchData",
    description: "One page of the results of a job, to be put together by `page`.",
  });
export type RowsBatchData = z.infer<typeof RowsBatchData>;

export const JobExport = z
  .object({
    bytes: count().describe(
      "Size of the CSV: a download with fewer bytes was cut off and can be resumed with a `Range` header.",
    ),
    sha256: z
      .string()
      .describe(
        "SHA-256 of these bytes in lower-case hexadecimal, 64 characters: a download with another digest is incomplete.",
      ),
    path: path().describe("Path of the CSV on this server; it needs a key with `jobs:read`."),
  })
  .meta({
    id: "JobExport",
    description: "The caller's own file with the results appended, the same bytes in each download.",
  });
export type JobExport = z.infer<typeof JobExport>;

export const JobCompletedData = z
  .object({
    job: Job.describe("The job at its end, with its counts and credits."),
    pages: count().describe("How many `rows.batch` events carry the rows; 0 where no endpoint takes them."),
    export: JobExport.describe("The results as a file, with size and digest to check a download."),
  })
  .meta({ id: "JobCompletedData", description: "A completed job, and how its results are read." });
export type JobCompletedData = z.infer<typeof JobCompletedData>;

export const JobFailedData = z
  .object({
    job: Job.describe("The job at its end; every row reads as `failed`."),
    reason: z.string().describe("An error code: `insufficient_credits` or `key_budget_exceeded`."),
  })
  .meta({ id: "JobFailedData", description: "A job that could not start, and the reason." });
export type JobFailedData = z.infer<typeof JobFailedData>;

export const JobHeldData = z
  .object({
    job: Job.describe("Its state at that moment; `GET /v1/jobs/{id}` shows the current one."),
    reason: z
      .string()
      .describe(
        "`insufficient_credits`: it continues after a grant. `egress_unhealthy`: it continues when mail hosts can be reached again.",
      ),
  })
  .meta({
    id: "JobHeldData",
    description:
      "The reason why a job waits. Its rows and results stay, and nothing is charged while it waits.",
  });
export type JobHeldData = z.infer<typeof JobHeldData>;

export const RefundCause = z.enum(["bounced", "rechecked", "reclassified"]).meta({
  id: "RefundCause",
  description:
    "`bounced`: a caller reported a hard bounce. `rechecked`: a later check found the email invalid. `reclassified`: improved rules find it invalid by the same evidence.",
});
export type RefundCause = z.infer<typeof RefundCause>;

export const CreditsRefundedData = z
  .object({
    job_id: z.string().describe("The job whose row was refunded (`job_…`)."),
    row: count().describe("Number of the row in that job, counted from 1."),
    email: z.string().describe("The email that was paid for, in lower case."),
    cause: RefundCause.describe("The event that showed that the email cannot be used."),
    credits: credits().describe("Credits returned to the wallet: the price of the row."),
    entry: z.string().describe("Ledger entry of the refund (`ent_…`); its `reverses` names the capture."),
    available: credits().describe("Credits available in the wallet after the refund."),
  })
  .meta({ id: "CreditsRefundedData", description: "A refund of one row." });
export type CreditsRefundedData = z.infer<typeof CreditsRefundedData>;

export const PingData = z
  .object({ webhook_id: z.string().describe("The endpoint that the ping was sent to (`whk_…`).") })
  .meta({ id: "PingData", description: "A test event: a caller wants to see whether events arrive." });
export type PingData = z.infer<typeof PingData>;
