import {
  AUTHENTICATION,
  BLOCKED_FOR_GOOD,
  DISABLED,
  MAILBOX_UNAVAILABLE,
  MOVED,
  OUR_CONFIGURATION,
  OVER_QUOTA,
  RATE_LIMIT,
  RECIPIENT_RATE,
  REFUSED_BY_POLICY,
  RELAY_DENIED,
  RESTRICTED,
  TOO_MANY_RECIPIENTS,
  UNKNOWN_USER,
} from "#reply/phrase.ts";
import type { Rule, RuleTable } from "#reply/provider/rule.ts";

/** Codes with one meaning whatever the text. Four texts come first, because hosts misuse 5.1.1 for them. */
const SPECIFIC: readonly Rule[] = [
  { id: "5xx.recipient_rate", text: RECIPIENT_RATE, reason: "rate_limited_recipient", scope: "mailbox" },
  { id: "5xx.quota", text: OVER_QUOTA, unless: RATE_LIMIT, reason: "mailbox_full", scope: "mailbox" },
  {
    id: "5xx.1.1.blocked",
    enhanced: ["1.1"],
    text: BLOCKED_FOR_GOOD,
    unless: UNKNOWN_USER,
    reason: "blocked",
    scope: "egress",
  },
  {
    id: "5xx.1.1.sender",
    enhanced: ["1.1"],
    text: OUR_CONFIGURATION,
    unless: UNKNOWN_USER,
    reason: "our_configuration",
    scope: "egress",
  },
  { id: "5xx.1.1", enhanced: ["1.1"], reason: "mailbox_not_found", scope: "mailbox" },
  {
    id: "5xx.1.10.resolver",
    enhanced: ["1.10"],
    text: /resolver\.adr\./,
    reason: "mailbox_not_found",
    scope: "mailbox",
  },
  { id: "5xx.1.10", enhanced: ["1.10"], reason: "null_mx", scope: "domain" },
  { id: "5xx.1.6", enhanced: ["1.6"], reason: "moved", scope: "mailbox" },
  { id: "5xx.1.8", enhanced: ["1.7", "1.8"], reason: "our_configuration", scope: "egress" },
  { id: "5xx.2.1", enhanced: ["2.1"], reason: "mailbox_disabled", scope: "mailbox" },
  { id: "5xx.2.2", enhanced: ["2.2"], reason: "mailbox_full", scope: "mailbox" },
  { id: "5xx.5.3", enhanced: ["5.3"], reason: "server_busy", scope: "session" },
  { id: "5xx.6.7", enhanced: ["6.7", "6.10"], reason: "smtputf8_unsupported", scope: "host" },
  {
    id: "5xx.7.restricted",
    enhanced: ["7.12", "7.124", "7.129", "7.133", "7.134", "7.135", "7.136"],
    reason: "restricted_recipient",
    scope: "mailbox",
  },
  {
    id: "5xx.7.sender",
    enhanced: ["7.20", "7.23", "7.24", "7.25", "7.26", "7.27"],
    reason: "our_configuration",
    scope: "egress",
  },
  {
    id: "5xx.7.8",
    enhanced: ["7.8", "7.9", "7.57"],
    unless: /\bpolic(?:y|ies)\b/,
    reason: "cannot_verify",
    scope: "host",
  },
  { id: "5xx.7.28", enhanced: ["7.28", "7.650"], reason: "rate_limited", scope: "provider" },
  { id: "5xx.7.64", enhanced: ["7.64"], reason: "domain_not_served", scope: "domain" },
  {
    // OpenSMTPD: the alias table of a virtual domain has no entry. There is no mailing list.
    id: "5xx.opensmtpd.expansion",
    codes: [524],
    enhanced: ["2.4"],
    text: /^mailing list expansion problem/,
    reason: "mailbox_not_found",
    scope: "mailbox",
  },
];

/** Text, most certain first: the sender's problems before the mailbox's, because replies about the sender quote the recipient. */
const TEXT: readonly Rule[] = [
  { id: "5xx.text.recipients", text: TOO_MANY_RECIPIENTS, reason: "server_busy", scope: "session" },
  { id: "5xx.text.rate", text: RATE_LIMIT, reason: "rate_limited", scope: "provider" },
  { id: "5xx.text.relay", text: RELAY_DENIED, reason: "domain_not_served", scope: "domain" },
  { id: "5xx.text.configuration", text: OUR_CONFIGURATION, reason: "our_configuration", scope: "egress" },
  { id: "5xx.text.blocked", text: BLOCKED_FOR_GOOD, reason: "blocked", scope: "egress" },
  { id: "5xx.text.restricted", text: RESTRICTED, reason: "restricted_recipient", scope: "mailbox" },
  { id: "5xx.text.unknown_user", text: UNKNOWN_USER, reason: "mailbox_not_found", scope: "mailbox" },
  { id: "5xx.text.disabled", text: DISABLED, reason: "mailbox_disabled", scope: "mailbox" },
  { id: "5xx.text.moved", text: MOVED, reason: "moved", scope: "mailbox" },
  {
    // Not with an enhanced code of policy, where this is only the standard text of 550.
    id: "5xx.text.unavailable",
    text: MAILBOX_UNAVAILABLE,
    enhanced: /^(?:$|[0125]\.)/,
    unless: /polic(?:y|ies)|\bspam\b|access denied|administrative/,
    reason: "mailbox_not_found",
    scope: "mailbox",
  },
  {
    // Cisco appliances have their owners' host names: the recipient is neither in the access table nor in the directory.
    id: "5xx.text.cisco_address",
    enhanced: ["1.0"],
    text: /^(?:#5\.1\.0 )?address rejected/,
    reason: "mailbox_not_found",
    scope: "mailbox",
  },
  { id: "5xx.text.authentication", text: AUTHENTICATION, reason: "cannot_verify", scope: "host" },
];

/** The rest: the meaning of a code without a known text. */
const GENERAL: readonly Rule[] = [
  { id: "5xx.1.2", enhanced: ["1.2"], reason: "domain_not_served", scope: "domain" },
  { id: "5xx.1.3", enhanced: ["1.3"], reason: "mailbox_not_found", scope: "mailbox" },
  { id: "5xx.7", enhanced: /^7\./, reason: "blocked", scope: "egress" },
  { id: "5xx.551", codes: [551], reason: "moved", scope: "mailbox" },
  {
    // Some filters use it for messages that they refuse.
    id: "5xx.552",
    codes: [552],
    enhanced: /^(?:$|2\.[02]$)/,
    unless: /\breject|\bspam\b|\bvirus|\bmime\b|\bmessage size|\btoo (?:big|large)/,
    reason: "mailbox_full",
    scope: "mailbox",
  },
  { id: "5xx.556", codes: [556], reason: "null_mx", scope: "domain" },
  { id: "5xx.refusing", codes: [521, 541, 571], reason: "blocked", scope: "egress" },
  { id: "5xx.text.policy", text: REFUSED_BY_POLICY, reason: "blocked", scope: "egress" },
  { id: "5xx", reason: "cannot_verify", scope: "host" },
];

/** 5xx at RCPT. */
export const PERMANENT_RULES: RuleTable = { codes: SPECIFIC, texts: [...TEXT, ...GENERAL] };
