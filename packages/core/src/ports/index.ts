export type { Bell } from "./bell.ts";
export type { CallbackPolicy } from "./callback-policy.ts";
export type { Clock } from "./clock.ts";
export type { Judge } from "./judge.ts";
export type {
  BounceFeedback,
  ParsedAddress,
  RuleVersions,
  Verification,
  Verifier,
  VerifyOptions,
  Why,
} from "./verifier.ts";
export type { Enrichment, Waterfall } from "./waterfall.ts";
export type { SendOutcome, WebhookSender } from "./webhook-sender.ts";
