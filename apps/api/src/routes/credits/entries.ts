import { EntryPage, PageQuery } from "@winnow/contracts";
import { exportStatementCsv, listWalletEntries } from "@winnow/core";
import { sendDownload } from "#answer/download.ts";
import { invalidCursor } from "#answer/page.ts";
import { negotiateMediaType } from "#middleware/negotiate.ts";
import { defineRoute } from "#route/define.ts";

const PRODUCES = ["application/json", "text/csv"];

/** The statement: pages of JSON, or the whole of it as CSV. */
export const listEntries = defineRoute({
  id: "listEntries",
  tag: "Credits",
  summary: "List the statement",
  description: "Newest first. `Accept: text/csv` answers all of it as one file.",
  method: "GET",
  path: "/v1/credits/entries",
  access: "key",
  scopes: ["usage:read"],
  query: PageQuery,
  answers: {
    200: {
      description: "A page of entries, or all of them as CSV.",
      json: EntryPage,
      media: {
        "text/csv": {
          description: "All entries, newest first.",
          example:
            "id,created_at,kind,credits,available_after,version,job_id,subject,reasons,reverses\r\nent_01kaqvd0m3p6s9v2y5a8c1f4hj,2026-11-23T09:30:02.480Z,capture,1,96,7,job_01kaqvc7h2n5q8t1w4z7b0e3gk,chunk_1,,\r\n",
        },
      },
    },
  },
  async handle({ request, response, context, query }) {
    if (negotiateMediaType(request, response, PRODUCES) === "text/csv") {
      return sendDownload(request, response, { name: "credits.csv", blocks: exportStatementCsv(context) });
    }
    const listed = await listWalletEntries(context, query);
    if (listed.outcome === "invalid_cursor") throw invalidCursor();
    return { status: 200, json: listed.page };
  },
});
