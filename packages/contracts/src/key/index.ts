export { CreatedKey, CreateKey, Key, KeyList, LeakAnswer, ReportLeak, RollKey } from "./key.ts";
