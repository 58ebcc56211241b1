import { z } from "zod";
import { Delimiter } from "../delimiter.ts";
import { mappingError, json, list, whole } from "../query-value.ts";
import { JobOptions } from "./job-options.ts";
import { RowField } from "./row-input.ts";

export const ColumnMapping = z
  .partialRecord(RowField, z.string().max(1000), { error: mappingError('{"email":"Adresse"}') })
  .meta({
    id: "ColumnMapping",
    description:
      "Field of a row → name of the column that holds it, spelt exactly as in the header, or `column_1`, `column_2`… where the file has none. Fields that are not named are detected; columns that are not mapped are returned unchanged.",
    examples: [{ email: "Adresse", ref: "Nr" }],
  });
export type ColumnMapping = z.infer<typeof ColumnMapping>;

/** The query of a CSV submission: the job's options, and how the file is read. */
export const CreateCsvJobQuery = JobOptions.extend({
  charge_on: z
    .preprocess(list, JobOptions.shape.charge_on)
    .describe(
      "Verdicts that may be charged, separated by commas: `valid`, `catch_all`. Both by default. A row with another verdict is free.",
    ),
  max_credits: z.preprocess(whole, JobOptions.shape.max_credits),
  max_wait: z.preprocess(whole, JobOptions.shape.max_wait),
  max_age: z.preprocess(whole, JobOptions.shape.max_age),
  mapping: z
    .preprocess(json, ColumnMapping.optional())
    .describe(
      'Which column is which field, as a JSON object: `{"email":"Adresse"}`. Needed only where detection is refused with `mapping_ambiguous`, or where the preview shows a wrong field.',
    ),
  encoding: z
    .string()
    .max(40)
    .optional()
    .describe(
      "A label of the WHATWG Encoding Standard, such as `utf-8` or `windows-1252`. By default the `charset` of the media type, unless that is UTF-8; without one it is detected. The charset of a part of a form is not read. A byte order mark in the file takes precedence.",
    ),
  delimiter: Delimiter.optional().describe("Detected by default. `text/tab-separated-values` implies `tab`."),
  has_header: z.enum(["true", "false"]).optional().meta({
    type: "boolean",
    enum: undefined,
    description:
      "Whether the first line names the columns. By default a first line with an `@` in it counts as data, any other one as a header.",
  }),
})
  .strict()
  .meta({
    id: "CreateCsvJobQuery",
    description: "The options of a job whose rows are the CSV in the body, and how that CSV is read.",
  });
export type CreateCsvJobQuery = z.infer<typeof CreateCsvJobQuery>;

export const CsvForm = z
  .strictObject({
    file: z.string().meta({
      format: "binary",
      description:
        "The CSV, in any encoding. The part needs a file name; the form has no other part, and options stand in the query.",
    }),
  })
  .meta({ id: "CsvForm", description: "A CSV as the one file of an HTML form (RFC 7578)." });
