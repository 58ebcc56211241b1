import { exportContacts, exportContactsCsv } from "@winnow/core";
import { sendDownload } from "#answer/download.ts";
import { negotiate } from "#middleware/negotiate.ts";
import { defineRoute } from "#route.ts";

const NDJSON = "application/x-ndjson";

/** Every contact: as lines of JSON with sources and origins, or as a CSV that can be imported again. */
export const exportDirectory = defineRoute({
  method: "GET",
  path: "/ops/api/directory",
  access: "operator",
  produces: "handler",
  async handle({ request, response, context }) {
    const type = negotiate(request, response, [NDJSON, "text/csv"]);
    const contacts = exportContacts(context.pool);
    const csv = type === "text/csv";
    await sendDownload(request, response, {
      name: csv ? "directory.csv" : "directory.ndjson",
      type,
      blocks: csv ? exportContactsCsv(contacts) : lines(contacts),
    });
  },
});

async function* lines(contacts: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const contact of contacts) yield `${JSON.stringify(contact)}\n`;
}
