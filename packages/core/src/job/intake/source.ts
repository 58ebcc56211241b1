import type { Hash } from "node:crypto";
import type { CreateCsvJobQuery, RowInput } from "@winnow/contracts";
import type { JobSource } from "@winnow/database";
import { UnreadableCsvError } from "#csv/read-records.ts";
import type { MappedColumns } from "#csv/mapping.ts";
import { openCsv } from "#job/intake/open-csv.ts";
import { hashChunks } from "#job/intake/fingerprint.ts";
import { rowFromJson, type InputRow } from "#job/intake/input-row.ts";
import { emptyFile, invalidMember, tooManyRows, unreadableFile } from "#job/intake/refusal.ts";
import { Refused } from "#refusal.ts";

/** What a job is made of. */
export type JobInput =
  | { readonly type: "rows"; readonly rows: readonly RowInput[] }
  | {
      readonly type: "csv";
      readonly body: AsyncIterable<Uint8Array>;
      readonly query: CreateCsvJobQuery;
      /** The most rows: a longer file is refused while it streams. Any number, when left out. */
      readonly rowsMax?: number;
      /** The most files that one organization and mode may send at once; any number, when left out. */
      readonly uploadsMax?: number;
    };

/** An opened source, and its rows to come. */
export interface OpenedSource {
  readonly source: JobSource;
  /** @throws Refused */
  readonly rows: AsyncIterable<InputRow>;
  /** Of a CSV: which column is which field, and why. */
  readonly mapped?: MappedColumns;
  /** Of a CSV: how sure its encoding is, 0 to 1. */
  readonly confidence?: number;
}

/** Opens what a job is made of; `hash` is fed with every byte. @throws Refused */
export async function openSource(input: JobInput, hash: Hash): Promise<OpenedSource> {
  if (input.type === "rows") {
    hash.update(JSON.stringify(input.rows));
    return { source: { format: "json" }, rows: readJson(input.rows) };
  }
  const opened = await openCsv(hashChunks(input.body, hash), input.query).catch(refuseUnreadable);
  switch (opened.outcome) {
    case "opened":
      return { ...opened, rows: atMost(input.rowsMax, opened.rows) };
    case "other_format":
      throw new Refused({ code: "unsupported_media_type", detail: opened.advice });
    case "empty":
      throw emptyFile();
    case "unknown_encoding":
      throw invalidMember("/encoding", "unknown_encoding", `"${opened.encoding}" is an unknown encoding.`);
    case "unknown_column":
      throw invalidMember(
        `/mapping/${opened.field}`,
        "unknown_column",
        `The file has no column "${opened.column}". Column names are case-sensitive.`,
      );
    case "ambiguous":
      throw new Refused({
        code: "mapping_ambiguous",
        detail: opened.message,
        members: { field: opened.field, candidates: opened.candidates },
      });
  }
}

async function* atMost(limit: number | undefined, rows: AsyncIterable<InputRow>): AsyncGenerator<InputRow> {
  let seen = 0;
  try {
    for await (const row of rows) {
      seen += 1;
      if (limit !== undefined && seen > limit) throw tooManyRows(limit);
      yield row;
    }
  } catch (error) {
    refuseUnreadable(error);
  }
}

function refuseUnreadable(error: unknown): never {
  throw error instanceof UnreadableCsvError ? unreadableFile(error) : error;
}

async function* readJson(rows: readonly RowInput[]): AsyncGenerator<InputRow> {
  for (const row of rows) yield rowFromJson(row);
}
