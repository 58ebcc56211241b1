export { auditEgress } from "#egress/audit.ts";
export type { EgressCheck, EgressCheckName, EgressCheckState, EgressReport } from "#egress/check.ts";
export type { Canary, EgressConfig } from "#egress/config.ts";
export { parseAddress, type Address, type ParsedAddress } from "#address/parse.ts";
export type { Flags } from "#address/flags.ts";
export { SYNTAX_PROBLEMS, type SyntaxProblem } from "#address/problem.ts";
export { SPECIAL_USE_DOMAINS } from "#address/special-use.ts";
export { providerOf } from "#provider/find.ts";
export type { MailProvider } from "#provider/provider.ts";
export {
  CLASSIFIER_VERSION,
  classifyReply,
  type Classification,
  type ReplyToClassify,
} from "#reply/classify.ts";
export type { Scope } from "#reply/provider/rule.ts";
export {
  deriveDeferral,
  deriveVerdict,
  VERDICT_VERSION,
  type Deferral,
  type DeferralCause,
  type DerivedVerdict,
} from "#verdict/derive.ts";
export type {
  BudgetEvidence,
  Evidence,
  FailureCode,
  FeedbackEvidence,
  MailHostEvidence,
  SmtpFailureEvidence,
  SmtpReplyEvidence,
  SmtpStage,
} from "#evidence/evidence.ts";
export { explainVerdict } from "#verdict/explain.ts";
export { deriveFacts, type Facts, type FactsContext, type Finding } from "#verdict/facts.ts";
export {
  VERDICTS,
  type InvalidReason,
  type Reason,
  type Status,
  type Ternary,
  type UnknownReason,
  type Verdict,
} from "#evidence/vocabulary.ts";
export { UNLIMITED_BUDGET } from "#engine/budget.ts";
export { createLocalBudget } from "#engine/local-budget.ts";
export type { ProviderLimits } from "#provider/provider.ts";
export type { VerifierConfig } from "#engine/config.ts";
export type { Verification } from "#engine/verification.ts";
export { createVerifier, type Verifier, type VerifyOptions } from "#engine/verifier.ts";
export type { BounceFeedback } from "#engine/run.ts";
export type { Dial } from "#smtp/dial.ts";
export { isFree as isFreeDomain } from "./list/free.ts";
