import type { ImportDirectoryQuery } from "@winnow/contracts";
import type { ImportReport, RejectedLine } from "#answers.ts";
import type { Answer } from "#http/answer.ts";
import type { CallOptions } from "#http/call.ts";
import { networkError, unexpectedAnswer } from "#http/failure.ts";
import { isObject, parseJson, type JsonObject } from "#http/json.ts";
import { isReplayable, type RequestBody } from "#http/request-body.ts";
import { TRANSFER } from "#http/time-limit.ts";
import type { Transport } from "#http/transport.ts";
import { WinnowError } from "#http/winnow-error.ts";

export type DirectoryFormat = "text/csv" | "application/x-ndjson";

/**
 * Imports a file of contacts while it is read. Yields rejected lines, returns the totals.
 * @throws WinnowError also when the file or the answer breaks off; contacts imported before that stay.
 */
export async function* importDirectory(
  transport: Transport,
  file: RequestBody,
  { format, mapping, ...query }: ImportDirectoryQuery & { readonly format: DirectoryFormat },
  options: CallOptions = {},
): AsyncGenerator<RejectedLine, ImportReport, undefined> {
  const answer = await transport.open({
    method: "POST",
    path: "/ops/api/directory",
    query: { ...query, mapping: mapping && JSON.stringify(mapping) },
    headers: { "content-type": format, accept: "application/x-ndjson" },
    body: file,
    // A stream can be read once.
    repeatable: isReplayable(file) ? "always" : "never",
    limit: TRANSFER,
    ...options,
  });
  for await (const { type, ...line } of linesOf(answer)) {
    if (type === "rejected") yield line as unknown as RejectedLine;
    if (type === "done") return line as unknown as ImportReport;
    if (type === "failed") throw failure(line, answer);
    // A newer server may send other lines as well.
  }
  throw networkError(answer.address, new Error("the answer ended before the import did"));
}

/** NDJSON whose lines are objects. @throws WinnowError `unexpected_answer` */
async function* linesOf(answer: Answer): AsyncGenerator<JsonObject, void, undefined> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of answer.chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const value = parseJson(line);
      if (!isObject(value)) throw unexpectedAnswer(answer, "lines of JSON");
      yield value;
    }
  }
}

/** The error that ended the import, in the server's words. */
function failure({ code, message }: JsonObject, { status, requestId }: Answer): WinnowError {
  return new WinnowError({
    code: String(code),
    message: String(message),
    status,
    retryable: true,
    requestId,
  });
}
