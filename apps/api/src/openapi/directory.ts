import {
  EraseContact,
  EraseContactAnswer,
  ImportContacts,
  ImportContactsAnswer,
  ImportDirectoryQuery,
} from "@winnow/contracts";
import { BODY_ERRORS, json, type Operation } from "#openapi/operation.ts";

const NDJSON_TYPE = "application/x-ndjson";
const CSV_TYPE = "text/csv";

export const directoryOperations: Readonly<Record<string, Operation>> = {
  "POST /ops/api/contacts": {
    id: "importContacts",
    tag: "Operators",
    summary: "Put contacts into the directory, up to 5,000 at once",
    body: json(ImportContacts),
    answers: { 200: json(ImportContactsAnswer) },
    errors: BODY_ERRORS,
  },
  "POST /ops/api/directory": {
    id: "importDirectory",
    tag: "Operators",
    summary: "Import a file of contacts of any length; answers with the rejected lines and the sums",
    query: ImportDirectoryQuery,
    body: { [CSV_TYPE]: null, [NDJSON_TYPE]: null },
    answers: { 200: { [NDJSON_TYPE]: null } },
    errors: [...BODY_ERRORS, "mapping_ambiguous", "unreadable_csv"],
  },
  "GET /ops/api/directory": {
    id: "exportDirectory",
    tag: "Operators",
    summary: "Every contact: lines of JSON with sources and origins, or a CSV that can be imported again",
    answers: { 200: { [NDJSON_TYPE]: null, [CSV_TYPE]: null } },
    errors: [],
  },
  "POST /ops/api/erasures": {
    id: "eraseContact",
    tag: "Operators",
    summary: "Forget a person: delete every contact that is them and let no import bring them back",
    body: json(EraseContact),
    answers: { 200: json(EraseContactAnswer) },
    errors: BODY_ERRORS,
  },
};
