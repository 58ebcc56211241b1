import { exportContacts, exportContactsCsv } from "@winnow/core";
import { sendDownload } from "#answer/download.ts";
import { negotiateMediaType } from "#middleware/negotiate.ts";
import { defineRoute } from "#route/define.ts";

const NDJSON = "application/x-ndjson";

/** Every contact: as NDJSON with sources and origins, or as a CSV that can be imported again. */
export const exportDirectory = defineRoute({
  id: "exportDirectory",
  tag: "Operators",
  summary: "Export the directory",
  description: "As NDJSON with sources and origins, or as a CSV that can be imported again.",
  method: "GET",
  path: "/ops/api/directory",
  access: "operator",
  answers: {
    200: {
      description: "Every contact.",
      media: {
        [NDJSON]: {
          description: "One contact as JSON in each line, with its sources and the origin of each field.",
          example:
            '{"key":"crm-1","first_name":"Ada","last_name":"Lovelace","company":"Acme","email":"ada@acme.test"}\n',
        },
        "text/csv": {
          description: "The same without sources and origins; `POST /ops/api/directory` accepts it.",
          example: "key,first_name,last_name,email\r\ncrm-1,Ada,Lovelace,ada@acme.test\r\n",
        },
      },
      headers: ["Content-Disposition"],
    },
  },
  async handle({ request, response, context }) {
    const type = negotiateMediaType(request, response, [NDJSON, "text/csv"]);
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
