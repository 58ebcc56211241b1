export { Bounce, BounceAnswer, BounceDecision, BouncePage, ReportBounce } from "./bounce.ts";
export { Entry, EntryDetail, EntryKind, EntryPage, EntryRow, ReleaseReasons } from "./entry.ts";
export {
  Usage,
  UsageAnswer,
  UsageCredits,
  UsageGroup,
  UsageGroupBy,
  UsageGroupPage,
  UsageGroupQuery,
  UsageQuery,
} from "./usage.ts";
export { Audit, AuditTotals, GrantAnswer, GrantCredits, Wallet } from "./wallet.ts";
export { UsageRequest } from "./usage-request.ts";
