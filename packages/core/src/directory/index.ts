export { eraseContact } from "./erase.ts";
export { exportContacts, exportContactsCsv } from "./export.ts";
export { importContacts } from "./import.ts";
export { importLines } from "./import-lines.ts";
export { readContactsNdjson } from "./read-ndjson.ts";
export { openContactsCsv, type OpenDirectoryFile } from "#csv/open-contacts.ts";
export { UnreadableCsvError } from "#csv/read-records.ts";
