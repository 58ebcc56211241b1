import type { Readable } from "node:stream";
import { ImportDirectoryQuery, type ImportLine } from "@winnow/contracts";
import {
  importLines,
  openContactsCsv,
  readContactsNdjson,
  UnreadableCsvError,
  type OpenDirectoryFile,
} from "@winnow/core";
import type { Request } from "express";
import { sendDownload } from "#answer/download.ts";
import { unsupportedMediaType } from "#body/json.ts";
import { openBody } from "#body/stream.ts";
import { validate, validationFailed } from "#body/validate.ts";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route.ts";

const CSV = "text/csv";
const NDJSON = "application/x-ndjson";

/**
 * Imports a file of contacts of any length, a batch at a time. Answers with lines of JSON while it reads: each line that
 * was rejected, the sums last. A file that breaks off keeps what was imported; sending it again goes on from there.
 */
export const importDirectory = defineRoute({
  method: "POST",
  path: "/ops/api/directory",
  access: "operator",
  streamsBody: true,
  produces: [NDJSON],
  async handle({ request, response, api, context }) {
    const query = validate(ImportDirectoryQuery, request.query);
    const type = typeOf(request);
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

function typeOf(request: Request): typeof CSV | typeof NDJSON {
  const type = /^[^;]+/
    .exec(request.get("content-type") ?? "")?.[0]
    .trim()
    .toLowerCase();
  if (type === CSV || type === NDJSON) return type;
  throw unsupportedMediaType(request, [CSV, NDJSON]);
}

async function openCsv(body: Readable, query: ImportDirectoryQuery) {
  const opened = await openContactsCsv(body, query).catch((error: unknown) => {
    throw unreadable(error) ?? error;
  });
  if (opened.outcome !== "opened") throw refusalOf(opened);
  return opened;
}

/** Before the first line an error is an answer of its own; afterwards it is the last line. */
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
      return new ApiError("unreadable_csv", { detail: "The file has no line beside its header." });
    case "unknown_encoding": {
      const message = `“${refused.encoding}” is no encoding; see the labels of the WHATWG Encoding Standard.`;
      return validationFailed([{ pointer: "/encoding", code: "unknown_encoding", message }]);
    }
    case "unknown_column": {
      const message = `The file has no column “${refused.column}”.`;
      return validationFailed([{ pointer: `/mapping/${refused.field}`, code: "unknown_column", message }]);
    }
    case "nothing_mapped":
      return new ApiError("mapping_ambiguous", {
        detail:
          "No column holds an email, a LinkedIn URL, or first and last names; say which with ?mapping=.",
        members: { candidates: refused.columns },
      });
  }
}
