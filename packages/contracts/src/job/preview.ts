import { z } from "zod";
import { RowField } from "./create-job.ts";

/** What a file would become, told without keeping it. Counts are of the whole file. */
export const JobPreview = z.object({
  encoding: z.string(),
  /** 0 to 1: low for few letters of an encoding before Unicode. Name the encoding when the sample looks wrong. */
  encoding_confidence: z.number().min(0).max(1),
  delimiter: z.string(),
  has_header: z.boolean(),
  /** In the order of the file; `field` is null for a column that only comes back. */
  columns: z.array(z.object({ name: z.string(), field: RowField.nullable() })),
  rows: z.object({
    total: z.int(),
    /** Rows that would be worked on. */
    billable: z.int(),
    /** Of them with the same address as an earlier row, as it is written; planning also knows the providers' rules. */
    duplicate: z.int(),
    invalid_input: z.int(),
    suppressed: z.int(),
  }),
  /** The first rows that cannot be used as they are. */
  bad_rows: z.array(z.object({ row: z.int(), reason: z.string() })),
  /** The first rows, as their fields were read. */
  sample: z.array(z.partialRecord(RowField, z.string())),
  /** Credits. `likely` is what the organization's own jobs of this kind came to; null before it has any. */
  quote: z.object({ min: z.number(), likely: z.number().nullable(), max: z.number() }),
});
export type JobPreview = z.infer<typeof JobPreview>;
