import { z } from "zod";
import { json, list, whole } from "../query-value.ts";
import { BillableStatus, JobKind } from "../vocabulary.ts";

/** The fields of a contact that a row can carry in; columns of a CSV are mapped to these names. */
export const RowField = z.enum([
  "ref",
  "email",
  "first_name",
  "last_name",
  "full_name",
  "company",
  "domain",
  "linkedin_url",
]);
export type RowField = z.infer<typeof RowField>;

/** Upper bound of rows in one JSON request. Bigger files travel as text/csv. */
export const JSON_ROWS_MAX = 10_000;

/** Not bounded here: an oversized or unstorable cell marks its row, it does not refuse the job. */
const cell = z.string().optional();

/** One row of a JSON job. `ref` is the caller's own id and is echoed everywhere. */
export const RowInput = z.strictObject({
  ref: cell,
  email: cell,
  first_name: cell,
  last_name: cell,
  full_name: cell,
  company: cell,
  domain: cell,
  linkedin_url: cell,
});
export type RowInput = z.infer<typeof RowInput>;

export const OnInsufficient = z.enum(["reject", "partial", "hold"]);
export type OnInsufficient = z.infer<typeof OnInsufficient>;

/** Options common to JSON and CSV submissions; in a JSON body they stand beside `rows`, with CSV in the query. */
export const JobOptions = z.object({
  kind: JobKind,
  /** Signed events of this job are posted here. */
  callback_url: z.string().max(2000).optional(),
  /** The same at a registered endpoint, whatever types it was registered for. */
  webhook_id: z.string().max(100).optional(),
  /**
   * Narrows the email statuses that the server bills, and never adds to them. Others stay free; a found address outside the
   * list stays masked.
   */
  charge_on: z
    .array(BillableStatus)
    .min(1)
    .default([...BillableStatus.options]),
  /** The job never reserves more than this many credits. */
  max_credits: z.int().positive().max(1_000_000_000).optional(),
  on_insufficient: OnInsufficient.default("reject"),
  /** `low` goes behind every other job. */
  priority: z.enum(["low", "normal"]).default("normal"),
  /** How long deferred rows (greylisting) may wait for an answer, in seconds. */
  max_wait: z.int().min(0).max(604_800).default(21_600),
  /**
   * `verify` only: a verdict that the organization paid for and that is no older than this, in seconds, is taken again and
   * costs nothing. 0: every mail host is asked anew.
   */
  max_age: z.int().min(0).max(2_592_000).default(0),
});
export type JobOptions = z.infer<typeof JobOptions>;

export const CreateJob = JobOptions.extend({
  rows: z.array(RowInput).min(1).max(JSON_ROWS_MAX),
}).strict();
export type CreateJob = z.infer<typeof CreateJob>;

/** Upper bound of rows of a trial. */
export const TRIAL_ROWS_MAX = 1_000;

/** A job of a file that a preview has kept. How it is read was settled there. */
export const StartUpload = JobOptions.extend({
  /** `upload.id` of the preview. */
  upload: z.string().max(100),
  /** A trial: a job of so many rows from the start. The upload stays, and its job does not bill them again. */
  first: z.int().min(1).max(TRIAL_ROWS_MAX).optional(),
}).strict();
export type StartUpload = z.infer<typeof StartUpload>;

/** The JSON body of POST /v1/jobs: rows, or a file that is kept. */
export const CreateJobBody = z.union([CreateJob, StartUpload]);

/** The query of a CSV submission: the job's options and how to read the file. */
export const CreateCsvJobQuery = JobOptions.extend({
  charge_on: z.preprocess(list, JobOptions.shape.charge_on),
  max_credits: z.preprocess(whole, JobOptions.shape.max_credits),
  max_wait: z.preprocess(whole, JobOptions.shape.max_wait),
  max_age: z.preprocess(whole, JobOptions.shape.max_age),
  /** JSON object: field → column name. Unmapped columns are kept and come back untouched. */
  mapping: z.preprocess(json, z.partialRecord(RowField, z.string().max(1000)).optional()),
  encoding: z.string().max(40).optional(),
  delimiter: z.enum([",", ";", "\t", "|"]).optional(),
  has_header: z.enum(["true", "false"]).optional(),
}).strict();
export type CreateCsvJobQuery = z.infer<typeof CreateCsvJobQuery>;
