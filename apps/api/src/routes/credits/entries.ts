import { PageQuery } from "@winnow/contracts";
import { exportStatementCsv, listWalletEntries } from "@winnow/core";
import { sendDownload } from "#answer/download.ts";
import { invalidCursor } from "#answer/page.ts";
import { validate } from "#body/validate.ts";
import { negotiate } from "#middleware/negotiate.ts";
import { defineRoute } from "#route.ts";

const PRODUCES = ["application/json", "text/csv"];

/** The statement: pages of JSON, or the whole of it as CSV. */
export const listEntries = defineRoute({
  method: "GET",
  path: "/v1/credits/entries",
  access: "key",
  scopes: ["usage:read"],
  produces: "handler",
  async handle({ request, response, context }) {
    if (negotiate(request, response, PRODUCES) === "text/csv") {
      await sendDownload(request, response, { name: "credits.csv", blocks: exportStatementCsv(context) });
      return;
    }
    const listed = await listWalletEntries(context, validate(PageQuery, request.query));
    if (listed.outcome === "invalid_cursor") throw invalidCursor();
    response.json(listed.page);
  },
});
