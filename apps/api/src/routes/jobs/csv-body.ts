import { CreateCsvJobQuery } from "@winnow/contracts";
import type { JobInput, TenantActor } from "@winnow/core";
import { charsetOf, mediaTypeOf } from "#body/json.ts";
import { openFormFile } from "#body/multipart.ts";
import { readPastedList } from "#body/pasted-list.ts";
import { openBody } from "#body/stream.ts";
import { validate } from "#body/validate.ts";
import type { Call } from "#route.ts";

/** What is pasted from a spreadsheet or a mail is plain text: cells between tabs, or a list of addresses. */
export const CSV_TYPES = ["text/csv", "text/tab-separated-values", "text/plain", "multipart/form-data"];

type CsvBody = Extract<JobInput, { type: "csv" }>;

/**
 * A body in one of the types that a CSV comes in, as it arrives, with its options in the query; undefined for any other type.
 * @throws ApiError for options, a form or a length that will not do.
 */
export async function openCsvBody({ request, api }: Call<TenantActor>): Promise<CsvBody | undefined> {
  const type = mediaTypeOf(request);
  if (type === undefined || !CSV_TYPES.includes(type)) return undefined;
  const query = withMediaType(validate(CreateCsvJobQuery, request.query), type, charsetOf(request));
  const { csvBodyMaxBytes: limitBytes, jobRowsMax: rowsMax, uploadsMax } = api.options;
  const bytes = openBody(request, { limitBytes, damaged: "unreadable_csv" });
  if (type === "multipart/form-data") {
    return { type: "csv", body: await openFormFile(request, bytes), query, rowsMax, uploadsMax };
  }
  return {
    type: "csv",
    body: isPasted(type, query) ? readPastedList(bytes) : bytes,
    query,
    rowsMax,
    uploadsMax,
  };
}

/** Who says how the text is to be read means a file. */
function isPasted(type: string, { encoding, delimiter, has_header, mapping }: CreateCsvJobQuery): boolean {
  return type === "text/plain" && (encoding ?? delimiter ?? has_header ?? mapping) === undefined;
}

/**
 * What the media type says and the query does not. UTF-8 is said by default by many clients, whatever the file is in; it is
 * tried first anyway.
 */
function withMediaType(
  query: CreateCsvJobQuery,
  type: string,
  charset: string | undefined,
): CreateCsvJobQuery {
  return {
    ...(type === "text/tab-separated-values" && { delimiter: "\t" as const }),
    ...(charset !== undefined && !/^utf-?8$/.test(charset) && { encoding: charset }),
    ...query,
  };
}
