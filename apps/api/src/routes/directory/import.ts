import type { Readable } from "node:stream";
import { ImportDirectoryQuery, type ImportLine } from "@winnow/contracts";
import {
  importLines,
  openContactsCsv,
  readContactsNdjson,
  UnreadableCsvError,
  type OpenDirectoryFile,
} from "@winnow/core";
import { sendDownload } from "#answer/download.ts";
import { mediaTypeOf } from "#body/json.ts";
import { openBody } from "#body/stream.ts";
import { validationFailed } from "#body/validate.ts";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route/define.ts";

const CSV = "text/csv";
const NDJSON = "application/x-ndjson";

/**
 * Imports a file of contacts of any length, a batch at a time. Answers with NDJSON while it reads: a line for each rejected
 * line, then the totals. When a file breaks off, the contacts before the break stay, and sending it again imports the rest.
 */
export const importDirectory = defineRoute({
  id: "importDirectory",
  tag: "Operators",
  summary: "Import a file of contacts",
  description:
    "Of any length. The answer is written while the file is read: a line of JSON for each rejected line, then the totals. When a file breaks off, the contacts before the break stay; sending it again imports the rest.",
  method: "POST",
  path: "/ops/api/directory",
  access: "operator",
  query: ImportDirectoryQuery,
  files: {
    [CSV]: {
      description: "A CSV in any encoding. Columns are recognized by their names, or named by `mapping`.",
      example: "key,first_name,last_name,company,email\r\ncrm-1,Ada,Lovelace,Acme,ada@acme.test\r\n",
    },
    [NDJSON]: {
      description: "One contact as JSON in each line.",
      example:
        '{"key":"crm-1","first_name":"Ada","last_name":"Lovelace","company":"Acme","email":"ada@acme.test"}\n',
    },
  },
  answers: {
    200: {
      description: "NDJSON.",
      media: {
        [NDJSON]: {
          description:
            "`rejected` with the line and the reason, for each line that cannot be used; last `done` with the totals, or `failed` with the code of the error that ended the import.",
          example:
            '{"type":"rejected","line":3,"key":null,"reason":"invalid_line","message":"The line is not JSON."}\n{"type":"done","lines":3,"created":2,"updated":0,"unchanged":0,"rejected":1}\n',
        },
      },
    },
  },
  errors: ["invalid_json", "mapping_ambiguous", "unreadable_csv"],
  async handle({ request, response, api, context, query }) {
    const type = mediaTypeOf(request) === CSV ? CSV : NDJSON;
    const damaged = type === CSV ? "unreadable_csv" : "invalid_json";
    const body = openBody(request, { limitBytes: api.options.csvBodyMaxBytes, damaged });
    const opened = type === CSV ? await openCsv(body, query) : { lines: readContactsNdjson(body) };
    const imported = importLines(context, {
      source: query.source,
      observedAt: query.observed_at,
      lines: opened.lines,
    });
    await sendDownload(request, response, { name: "import.ndjson", type: NDJSON, blocks: report(imported) });
  },
});

async function openCsv(body: Readable, query: ImportDirectoryQuery) {
  const opened = await openContactsCsv(body, query).catch((error: unknown) => {
    throw unreadable(error) ?? error;
  });
  if (opened.outcome !== "opened") throw refusalOf(opened);
  return opened;
}

/** Before the first line, an error is a normal refusal; afterwards it is the last line of the answer. */
async function* report(imported: ReturnType<typeof importLines>): AsyncGenerator<string> {
  const write = (line: ImportLine) => `${JSON.stringify(line)}\n`;
  let begun = false;
  try {
    let next = await imported.next();
    for (; next.done !== true; next = await imported.next()) {
      yield write({ type: "rejected", ...next.value });
      begun = true;
    }
    yield write({ type: "done", ...next.value });
  } catch (error) {
    const refusal = unreadable(error) ?? (error instanceof ApiError ? error : undefined);
    if (!begun || refusal === undefined) throw refusal ?? error;
    yield write({ type: "failed", code: refusal.code, message: refusal.message });
  }
}

function unreadable(error: unknown): ApiError | undefined {
  if (!(error instanceof UnreadableCsvError)) return undefined;
  return new ApiError("unreadable_csv", {
    detail: error.message,
    members: { line: error.line },
    cause: error,
  });
}

function refusalOf(refused: Exclude<OpenDirectoryFile, { outcome: "opened" }>): ApiError {
  switch (refused.outcome) {
    case "other_format":
      return new ApiError("unsupported_media_type", {
        detail: refused.advice,
        members: { supported: [CSV, NDJSON] },
      });
    case "empty":
      return new ApiError("unreadable_csv", { detail: "The file has only a header." });
    case "unknown_encoding": {
      const message = `“${refused.encoding}” is an unknown encoding; see the labels of the WHATWG Encoding Standard.`;
      return validationFailed([{ pointer: "/encoding", code: "unknown_encoding", message }]);
    }
    case "unknown_column": {
      const message = `The file has no column “${refused.column}”.`;
      return validationFailed([{ pointer: `/mapping/${refused.field}`, code: "unknown_column", message }]);
    }
    case "nothing_mapped":
      return new ApiError("mapping_ambiguous", {
        detail:
          "No column holds an email, a LinkedIn URL, or first and last names; name them with ?mapping=.",
        members: { candidates: refused.columns },
      });
  }
}
