import { z } from "zod";
import { exampleIds } from "../example-world.ts";
import { wholeNumber } from "../scalar.ts";
import { JobOptions } from "./job-options.ts";
import { RowInput } from "./row-input.ts";

/** Upper bound of rows in one JSON request. Larger files are sent as text/csv. */
export const JSON_ROWS_MAX = 10_000;

export const CreateJob = JobOptions.extend({
  rows: z
    .array(RowInput)
    .min(1)
    .max(JSON_ROWS_MAX)
    .describe(
      "At most 10,000; a longer list is sent as CSV. Row numbers in results count from 1 in this order.",
    ),
})
  .strict()
  .meta({
    id: "CreateJob",
    description:
      "A job of the rows in the request. Unknown fields are refused, so that a misspelt option is not ignored.",
    examples: [
      {
        kind: "verify",
        rows: [
          { ref: "crm-17", email: "ada@acme.test" },
          { ref: "crm-18", email: "grace@acme.test" },
        ],
        charge_on: ["valid", "catch_all"],
        max_credits: 500,
        on_insufficient: "partial",
        priority: "normal",
        max_wait: 3_600,
        max_age: 0,
      },
    ],
  });
export type CreateJob = z.infer<typeof CreateJob>;

/** Upper bound of rows of a trial. */
export const TRIAL_ROWS_MAX = 1_000;

export const StartUpload = JobOptions.extend({
  upload: z
    .string()
    .max(100)
    .describe(
      "`upload.id` of a preview of the same `kind`. Encoding, delimiter, header and mapping are those of the preview.",
    ),
  first: wholeNumber(1, TRIAL_ROWS_MAX)
    .optional()
    .describe(
      "Makes the job a trial of this many rows from the start of the file, 1,000 at most. The upload stays, and the job of the whole file does not charge the rows of the trial again. Without it, the job has the whole file, and the upload is used up.",
    ),
})
  .strict()
  .meta({
    id: "StartUpload",
    description: "A job of a file that a preview has stored.",
    examples: [{ kind: "verify", upload: exampleIds.upload, first: 25, max_credits: 25 }],
  });
export type StartUpload = z.infer<typeof StartUpload>;

export const CreateJobBody = z.union([CreateJob, StartUpload]).meta({
  id: "CreateJobBody",
  description: "The JSON body of `POST /v1/jobs`: rows, or with `upload` a file that a preview has stored.",
});
export type CreateJobBody = z.infer<typeof CreateJobBody>;
