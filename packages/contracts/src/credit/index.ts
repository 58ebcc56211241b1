export { Bounce, BounceAnswer, BounceDecision, BouncePage, ReportBounce } from "./bounce.ts";
export { Usage, UsageGroup, UsageGroupBy, UsageGroupPage, UsageGroupQuery, UsageQuery } from "./usage.ts";
export { Audit, Entry, EntryKind, EntryPage, GrantAnswer, GrantCredits, Wallet } from "./wallet.ts";
