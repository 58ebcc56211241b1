import { CsvForm, type CreateCsvJobQuery } from "@winnow/contracts";
import type { JobInput, TenantActor } from "@winnow/core";
import { charsetOf, mediaTypeOf } from "#body/json.ts";
import { openFormFile } from "#body/multipart.ts";
import { readPastedList } from "#body/pasted-list.ts";
import { openBody } from "#body/stream.ts";
import type { Call } from "#route/call.ts";
import type { MediaContract } from "#route/contract.ts";

/** The media types of a CSV. Pasted text is plain text: cells between tabs, or a list of addresses. */
export const csvFiles = {
  "text/tab-separated-values": {
    description: "The same with tabs between the cells.",
    example: "First Name\tEmail\r\nAda\tada@acme.test\r\n",
  },
  "text/plain": {
    description:
      "Pasted text: addresses between line breaks, commas or semicolons, or cells between tabs. With `delimiter`, `has_header`, `mapping` or `encoding` it is read as a CSV.",
    example: "ada@acme.test\nGrace Hopper <grace@acme.test>\n",
  },
  "text/csv": {
    description:
      "A CSV in any encoding and with any of the common delimiters, which are detected. Its columns are returned unchanged, in the same order.",
    example: 'First Name;Email;Notes\r\nAda;ada@acme.test;"met in ""Paris"""\r\nGrace;grace@acme.test;\r\n',
  },
  "multipart/form-data": {
    description: "A form with one file, as a browser sends it.",
    schema: CsvForm,
  },
} as const satisfies Record<string, MediaContract>;

type CsvBody = Extract<JobInput, { type: "csv" }>;

/**
 * A body in one of the media types of a CSV, as it arrives, with its options from the query.
 * @throws ApiError for a malformed form or a body that is too long.
 */
export async function openCsvBody(
  { request, api }: Call<TenantActor>,
  options: CreateCsvJobQuery,
): Promise<CsvBody> {
  const type = mediaTypeOf(request) ?? "";
  const query = withMediaType(options, type, charsetOf(request));
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

/** With any of these options the text is read as a file. */
function isPasted(type: string, { encoding, delimiter, has_header, mapping }: CreateCsvJobQuery): boolean {
  return type === "text/plain" && (encoding ?? delimiter ?? has_header ?? mapping) === undefined;
}

/**
 * The options of the media type that the query leaves out. Many clients send UTF-8 by default for any file; it is ignored,
 * because detection tries UTF-8 first.
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
