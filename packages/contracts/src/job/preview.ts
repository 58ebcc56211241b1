import { z } from "zod";
import { Timestamp } from "../page.ts";
import { RowField } from "./create-job.ts";

/** A column of a previewed file, with what it is taken for. */
export const PreviewColumn = z.object({
  name: z.string(),
  /** null for a column that only comes back. */
  field: RowField.nullable(),
  /**
   * How sure that is, 0 to 1. By `told` and by a `header` that is a known name: 1; by one that is such a name but for one
   * letter: 0.8; by `content`: the share of the first rows' filled cells that look like the field.
   */
  confidence: z.number().min(0).max(1).nullable(),
  by: z.enum(["told", "header", "content"]).nullable(),
});
export type PreviewColumn = z.infer<typeof PreviewColumn>;

/** What a file would become. Counts are of the whole file, and are those of the job's planning. */
export const JobPreview = z.object({
  encoding: z.string(),
  /** 0 to 1: low for few letters of an encoding before Unicode. Name the encoding when the sample looks wrong. */
  encoding_confidence: z.number().min(0).max(1),
  delimiter: z.string(),
  has_header: z.boolean(),
  /** In the order of the file. */
  columns: z.array(PreviewColumn),
  /** `total` is the sum of the others. */
  rows: z.object({
    total: z.int(),
    /** Rows that would be worked on and may cost something. */
    billable: z.int(),
    /** Rows whose answer the organization has paid for: of the same address within `max_age`, or of the same person. */
    owned: z.int(),
    /** Rows with the same address or person as an earlier one, by the rules of mail providers. */
    duplicate: z.int(),
    invalid_input: z.int(),
    suppressed: z.int(),
  }),
  /** The first rows that cannot be used as they are; `line` is the 1-based line of the file on which the row begins. */
  bad_rows: z.array(z.object({ row: z.int(), line: z.int(), reason: z.string() })),
  /** The first rows, as their fields were read. */
  sample: z.array(z.partialRecord(RowField, z.string())),
  /** Credits. `likely` is what the organization's own jobs of this kind came to; null before it has any. */
  quote: z.object({ min: z.number(), likely: z.number().nullable(), max: z.number() }),
  /** The file is kept until then: POST /v1/jobs with `upload` starts a job from it. */
  upload: z.object({ id: z.string(), expires_at: Timestamp }),
});
export type JobPreview = z.infer<typeof JobPreview>;
