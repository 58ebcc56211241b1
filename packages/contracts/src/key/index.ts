export { CreateKey, RollKey, RollReason } from "./create-key.ts";
export { CreatedKey, Key, KeyList, KeyRevocation } from "./key.ts";
export { LeakAnswer, ReportLeak } from "./leak.ts";
export {
  ScannedLeak,
  ScannedLeakLabel,
  ScannedLeaks,
  ScannedLeaksAnswer,
  ScannedLeakVerdict,
} from "./scanned-leak.ts";
