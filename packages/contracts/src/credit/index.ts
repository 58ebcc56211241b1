export { Bounce, BounceAnswer, BounceDecision, BouncePage, ReportBounce } from "./bounce.ts";
export { Usage, UsageGroup, UsageGroupBy, UsageGroupPage, UsageGroupQuery, UsageQuery } from "./usage.ts";
export {
  Audit,
  Entry,
  EntryKind,
  EntryDetail,
  EntryPage,
  GrantAnswer,
  GrantCredits,
  Wallet,
} from "./wallet.ts";
