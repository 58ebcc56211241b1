export { ScannedLeaks, ScannedLeaksAnswer } from "./scanned-leak.ts";
export { CreatedKey, CreateKey, Key, KeyList, LeakAnswer, ReportLeak, RollKey } from "./key.ts";
