import { z } from "zod";
import { EmailStatus, JobKind, JobStatus, Mode, RowStatus } from "../vocabulary.ts";
import { Timestamp, pageOf } from "../page.ts";

/** Row counts. `submitted = billable + owned + duplicate + invalid_input + suppressed` once planned. */
export const JobCounts = z.object({
  submitted: z.int(),
  billable: z.int(),
  /** Rows whose verdict was paid for before and is young enough: see `max_age`. */
  owned: z.int(),
  duplicate: z.int(),
  invalid_input: z.int(),
  suppressed: z.int(),
  done: z.int(),
  pending: z.int(),
  by_status: z.partialRecord(RowStatus, z.int()),
  by_email_status: z.partialRecord(EmailStatus, z.int()),
});
export type JobCounts = z.infer<typeof JobCounts>;

/** The job's own reservation, in credits: `reserved` is what is still held for it. */
export const JobCredits = z.object({
  reserved: z.number(),
  captured: z.number(),
  released: z.number(),
  refunded: z.number(),
});
export type JobCredits = z.infer<typeof JobCredits>;

/** How fast a running job is, and when it will be done; null is what is not known, or not so while it does not run. */
export const JobPace = z.object({
  /** Settled in the last minute. */
  rows_per_second: z.number().nullable(),
  /** The later of the end of the first pass, at the pace of the last minute, and the last due moment of a deferred row. */
  estimated_end_at: Timestamp.nullable(),
  /** Rows that wait for a mail host. */
  deferred: z.int(),
  /** When the first of them is due. */
  next_attempt_at: Timestamp.nullable(),
});
export type JobPace = z.infer<typeof JobPace>;

/** A bulk request and how far it is. */
export const Job = z.object({
  id: z.string(),
  kind: JobKind,
  mode: Mode,
  status: JobStatus,
  /** Why a job failed or is held: an error code of the catalogue or `egress_unhealthy`, null otherwise. */
  reason: z.string().nullable(),
  counts: JobCounts,
  credits: JobCredits,
  callback_url: z.string().nullable(),
  created_at: Timestamp,
  started_at: Timestamp.nullable(),
  ended_at: Timestamp.nullable(),
  progress: JobPace,
  /** When the rows and results go by themselves; null while it runs, and once they are gone. */
  results_expire_at: Timestamp.nullable(),
  /** When they were deleted or their time was over; null before. */
  results_deleted_at: Timestamp.nullable(),
  links: z.object({ self: z.string(), results: z.string(), cancel: z.string() }),
});
export type Job = z.infer<typeof Job>;

export const JobPage = pageOf(Job);
export type JobPage = z.infer<typeof JobPage>;
