import type { UnreadableCsvError } from "#csv/read-records.ts";
import { Refused } from "#refusal.ts";

export function emptyFile(): Refused {
  return invalidMember("", "empty_file", "The file has no data row.");
}

export function tooManyRows(limit: number): Refused {
  return new Refused({
    code: "payload_too_large",
    detail: `The file has more than ${limit} rows, which is the most that one job takes here: split it.`,
    members: { limit_rows: limit },
  });
}

/** The refusal of one member. */
export function invalidMember(pointer: string, code: string, message: string): Refused {
  return new Refused({ code: "validation_failed", detail: message, errors: [{ pointer, code, message }] });
}

/** The refusal of a file that is not a CSV. */
export function unreadableFile(error: UnreadableCsvError): Refused {
  return new Refused({
    code: "unreadable_csv",
    detail: error.message,
    errors: [{ pointer: `line ${error.line}`, code: "open_quote", message: error.message }],
    members: { line: error.line },
  });
}
