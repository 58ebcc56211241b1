import { z } from "zod";
import { exampleIds, exampleTimes } from "../example-world.ts";
import { count, credits, share, timestamp } from "../scalar.ts";
import { RowField } from "./row-input.ts";

export const MappingBasis = z.enum(["told", "header", "content"]).meta({
  id: "MappingBasis",
  description:
    "The basis of a column's field. `told`: `mapping` names it. `header`: its name is known, in one of seven languages, or differs from a known name by one letter. `content`: its cells look like the field.",
});
export type MappingBasis = z.infer<typeof MappingBasis>;

export const PreviewColumn = z
  .object({
    name: z.string().describe("As the header spells it; `column_1`, `column_2`… in a file without a header."),
    field: RowField.nullable().describe(
      "The field of the column's cells. null: they are not used and are returned unchanged.",
    ),
    confidence: share()
      .nullable()
      .describe(
        "How sure `field` is, 0 to 1. 1 by `told` and by a known header; 0.8 by a header that is one letter off; by `content` the share of the filled cells in the first 50 rows that look like the field. null without a field.",
      ),
    by: MappingBasis.nullable().describe("The basis of `field`. null without a field."),
  })
  .meta({ id: "PreviewColumn", description: "A column of a previewed file, with its field." });
export type PreviewColumn = z.infer<typeof PreviewColumn>;

export const PreviewRows = z
  .object({
    total: count().describe("Data rows of the file: the sum of the other counts."),
    billable: count().describe("Rows that would be processed and may be charged, one credit each at most."),
    owned: count().describe(
      "Rows that would be free because the organization paid for the same address within `max_age`, or for the same person.",
    ),
    duplicate: count().describe(
      "Rows with the same address or person as an earlier row, by the rules of the mail provider. They would be free.",
    ),
    invalid_input: count().describe("Rows that cannot be processed; `bad_rows` shows the first of them."),
    suppressed: count().describe(
      "Rows that a suppression covers. They would be neither processed nor charged.",
    ),
  })
  .meta({
    id: "PreviewRows",
    description: "The rows by their outcome in planning. The whole file is counted, not a sample.",
  });
export type PreviewRows = z.infer<typeof PreviewRows>;

export const PreviewBadRow = z
  .object({
    row: count().describe("Number of the data row, counted from 1."),
    line: count().describe(
      "Line of the file on which the row begins, counted from 1 with the header, as an editor does.",
    ),
    reason: z
      .string()
      .describe(
        "`missing_email`, `syntax` (not an email), `not_enough_to_match`, `ragged` (more cells than the header), `cell_too_large`, `invalid_unicode` or `nul_byte`.",
      ),
  })
  .meta({ id: "PreviewBadRow", description: "A row that would end as `invalid_input`, and why." });
export type PreviewBadRow = z.infer<typeof PreviewBadRow>;

export const PreviewSampleRow = z.partialRecord(RowField, z.string()).meta({
  id: "PreviewSampleRow",
  description: "Field → cell, as it was read. Fields without a column are absent.",
});
export type PreviewSampleRow = z.infer<typeof PreviewSampleRow>;

export const PreviewQuote = z
  .object({
    min: credits().describe(
      "Credits that are charged in any case: 0, because only usable results cost something.",
    ),
    likely: credits()
      .nullable()
      .describe(
        "Credits that the job would cost if it went as the last 100 completed jobs of this kind and organization. null before the first.",
      ),
    max: credits().describe("Credits that the job would reserve, the most that it can cost."),
  })
  .meta({ id: "PreviewQuote", description: "The price of a job of this file." });
export type PreviewQuote = z.infer<typeof PreviewQuote>;

export const PreviewUpload = z
  .object({
    id: z
      .string()
      .describe(
        "`upl_` + 26 characters. Send it as `upload` to `POST /v1/jobs` to start a job without the file.",
      ),
    expires_at: timestamp().describe(
      "When the server deletes the file: 24 hours after its last preview or trial, unless the operator chose another time.",
    ),
  })
  .meta({
    id: "PreviewUpload",
    description:
      "The file as the server keeps it, at most 20 of one organization and mode. The same file, read in the same way, is kept once until a job starts from it. Previewed again after that, it is a new upload, whose job is charged anew unless `max_age` finds its verdicts.",
  });
export type PreviewUpload = z.infer<typeof PreviewUpload>;

export const JobPreview = z
  .object({
    encoding: z
      .string()
      .describe(
        "Label of the WHATWG Encoding Standard with which the file was read; results are written in it.",
      ),
    encoding_confidence: share().describe(
      "How sure `encoding` is, 0 to 1; 1 where it was given. It is low for few letters in an encoding before Unicode: give `encoding` when `sample` looks wrong.",
    ),
    delimiter: z
      .string()
      .describe("The character itself, for example `;` or a tab. A file of one column counts as `,`."),
    has_header: z.boolean().describe("Whether the first line was read as names of columns, not as data."),
    columns: z.array(PreviewColumn).describe("Every column, in the order of the file."),
    rows: PreviewRows.describe("How many rows would be processed, and how many would be free."),
    bad_rows: z.array(PreviewBadRow).describe("The first 20 rows that cannot be processed."),
    sample: z.array(PreviewSampleRow).describe("The first 5 rows, as their mapped cells were read."),
    quote: PreviewQuote.describe("In credits, at the price of the job's kind."),
    upload: PreviewUpload.describe("How a job is started from this file without sending it again."),
  })
  .meta({
    id: "JobPreview",
    description: "How a CSV would be read as a job, and its price. A preview is free and starts no job.",
    examples: [
      {
        encoding: "utf-8",
        encoding_confidence: 1,
        delimiter: ";",
        has_header: true,
        columns: [
          { name: "Nr", field: "ref", confidence: 1, by: "header" },
          { name: "Kontakt am", field: null, confidence: null, by: null },
          { name: "Adresse", field: "email", confidence: 0.96, by: "content" },
        ],
        rows: { total: 1240, billable: 1070, owned: 12, duplicate: 118, invalid_input: 32, suppressed: 8 },
        bad_rows: [{ row: 17, line: 19, reason: "missing_email" }],
        sample: [{ ref: "1001", email: "ada@acme.test" }],
        quote: { min: 0, likely: 860, max: 1070 },
        upload: { id: exampleIds.upload, expires_at: exampleTimes.nextDay },
      },
    ],
  });
export type JobPreview = z.infer<typeof JobPreview>;
