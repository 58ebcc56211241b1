import { z } from "zod";
import { PageQuery } from "../page.ts";

export const ResultsFormat = z.enum(["json", "csv", "ndjson"]).meta({
  id: "ResultsFormat",
  description:
    "`json`: one page of rows. `csv`: the caller's own file, every row of it, with the results appended as columns. `ndjson`: every row as a line of JSON.",
});
export type ResultsFormat = z.infer<typeof ResultsFormat>;

export const ResultsQuery = PageQuery.extend({
  format: ResultsFormat.optional().describe(
    "Overrides `Accept`, for links that a person opens in a browser. `limit` and `cursor` apply to `json` only.",
  ),
  formulas: z
    .enum(["escape"])
    .optional()
    .describe(
      "`escape`, with `csv` only: a cell that a spreadsheet would run as a formula gets an apostrophe in front. It changes the caller's own cells, so the file differs from the one that was sent.",
    ),
}).meta({
  id: "ResultsQuery",
  description: "The format of a job's rows, and the page.",
});
export type ResultsQuery = z.infer<typeof ResultsQuery>;
