import { findEnhanced, splitEnhanced } from "#reply/enhanced-code.ts";
import { foldText } from "#reply/phrase.ts";
import { providerOf } from "#provider/find.ts";
import { rulesOfProvider } from "#reply/provider/index.ts";
import type { Rule, RuleTable, Scope } from "#reply/provider/rule.ts";
import { EARLY_TRANSIENT_RULES, GREETING_RULES, HELLO_RULES, SENDER_RULES } from "#reply/rules-early.ts";
import { PERMANENT_RULES } from "#reply/rules-permanent.ts";
import { TRANSIENT_RULES } from "#reply/rules-transient.ts";
import { parseWaitSeconds } from "#reply/wait.ts";
import type { SmtpStage } from "#evidence/evidence.ts";
import { verdictOf, type Verdict } from "#evidence/vocabulary.ts";

/** Changes with every rule, so that stored evidence can be judged again. */
export const CLASSIFIER_VERSION = "2026-11-26.1";

export interface ReplyToClassify {
  readonly stage: SmtpStage;
  readonly code: number;
  /** When absent, one at the start of `text` or qmail-style `#5.1.1` inside it is used. */
  readonly enhanced?: string | undefined;
  readonly text: string;
  /** Name of the replying mail host: some texts have a special meaning at one provider. */
  readonly host?: string | undefined;
  /** How many times the address was deferred before. A bare 450 counts as greylisting only on first contact. */
  readonly attempt?: number | undefined;
}

export interface Classification {
  /** The meaning of this reply alone. An acceptance alone is `catch_all{accepts_all_unconfirmed}`: it proves nothing yet. */
  readonly verdict: Verdict;
  readonly scope: Scope;
  /** Wait that the host named, in whole seconds. */
  readonly retryAfterSeconds?: number;
  /** Id of the rule that decided. */
  readonly rule: string;
}

const ACCEPTED: Classification = Object.freeze({
  verdict: verdictOf("accepts_all_unconfirmed"),
  scope: "mailbox",
  rule: "2xx",
});
const NOT_VERIFIED: Classification = Object.freeze({
  verdict: verdictOf("cannot_verify"),
  scope: "mailbox",
  rule: "252",
});
const WENT_ON: Classification = Object.freeze({
  verdict: verdictOf("cannot_verify"),
  scope: "session",
  rule: "early.2xx",
});
const OUT_OF_PLACE: Classification = Object.freeze({
  verdict: verdictOf("cannot_verify"),
  scope: "host",
  rule: "3xx",
});

/**
 * The meaning of a reply: by stage, then class, then enhanced code, then provider, text last. A reply before RCPT says nothing
 * about the mailbox, and a 4xx is never a permanent refusal. Pure; linear in the text, of which 2,048 characters are read.
 
 */
export function classifyReply(reply: ReplyToClassify): Classification {
  const atRecipient = isAtRecipient(reply.stage);
  if (reply.code < 300) {
    if (!atRecipient) return WENT_ON;
    return reply.code === 252 ? NOT_VERIFIED : ACCEPTED;
  }
  if (reply.code < 400) return atRecipient ? OUT_OF_PLACE : WENT_ON;
  const folded = foldText(reply.text);
  const text = splitEnhanced(folded).rest;
  // The class digit of an enhanced code should repeat the reply's; when they differ, the reply code is right.
  const enhanced = (reply.enhanced ?? findEnhanced(folded) ?? "").slice(2);
  const rule = decide(reply, enhanced, text);
  const known = rule.id === "4xx.first_contact" && (reply.attempt ?? 0) > 0;
  const verdict = verdictOf(known ? "server_busy" : rule.reason);
  const wait = reply.code < 500 ? parseWaitSeconds(text) : undefined;
  const classification = { verdict, scope: rule.scope, rule: rule.id };
  return wait === undefined ? classification : { ...classification, retryAfterSeconds: wait };
}

function decide(reply: ReplyToClassify, enhanced: string, text: string): Rule {
  const { codes, texts } = tableFor(reply);
  const first = (rules: readonly Rule[]): Rule | undefined =>
    rules.find((candidate) => holds(candidate, reply.code, enhanced, text));
  const rule = first(codes) ?? first(ownRulesFor(reply)) ?? first(texts);
  if (rule !== undefined) return rule;
  throw new Error(`no rule for reply ${reply.code}`);
}

/** Every table ends in a rule without conditions. */
function tableFor({ stage, code }: ReplyToClassify): RuleTable {
  if (isAtRecipient(stage)) return code < 500 ? TRANSIENT_RULES : PERMANENT_RULES;
  if (code < 500) return EARLY_TRANSIENT_RULES;
  if (stage === "mail_from") return SENDER_RULES;
  return stage === "greeting" || stage === "connect" ? GREETING_RULES : HELLO_RULES;
}

/** The meaning that only the provider of the replying host gives to a text. */
function ownRulesFor({ stage, code, host = "" }: ReplyToClassify): readonly Rule[] {
  const own = rulesOfProvider(providerOf(host)?.id);
  if (!isAtRecipient(stage)) return own?.early ?? [];
  return (code < 500 ? own?.transient : own?.permanent) ?? [];
}

function isAtRecipient(stage: SmtpStage): boolean {
  return stage === "rcpt" || stage === "catch_all";
}

function holds(rule: Rule, code: number, enhanced: string, text: string): boolean {
  if (rule.codes !== undefined && !rule.codes.includes(code)) return false;
  if (rule.enhanced !== undefined && !matchesCode(rule.enhanced, enhanced)) return false;
  if (rule.text !== undefined && !rule.text.test(text)) return false;
  return rule.unless === undefined || !rule.unless.test(text);
}

function matchesCode(wanted: readonly string[] | RegExp, enhanced: string): boolean {
  return wanted instanceof RegExp ? wanted.test(enhanced) : wanted.includes(enhanced);
}
