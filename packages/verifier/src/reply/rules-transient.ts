import {
  BLOCKED_FOR_GOOD,
  GREYLIST,
  LOCAL_TROUBLE,
  OUR_CONFIGURATION,
  OVER_QUOTA,
  RATE_LIMIT,
  RECIPIENT_RATE,
  RELAY_DENIED,
  SYSTEM_STORAGE,
  TOO_MANY_RECIPIENTS,
} from "#reply/phrase.ts";
import type { RuleTable } from "#reply/provider/rule.ts";

/** 4xx at RCPT: never `invalid`, whatever the text, because the host itself says “later”. */
export const TRANSIENT_RULES: RuleTable = {
  codes: [
    { id: "4xx.recipient_rate", text: RECIPIENT_RATE, reason: "rate_limited_recipient", scope: "mailbox" },
    { id: "4xx.greylist", text: GREYLIST, unless: BLOCKED_FOR_GOOD, reason: "greylisted", scope: "mailbox" },
    { id: "4xx.5.3", enhanced: ["5.3"], reason: "server_busy", scope: "session" },
    {
      id: "4xx.recipients",
      text: TOO_MANY_RECIPIENTS,
      unless: RATE_LIMIT,
      reason: "server_busy",
      scope: "session",
    },
    { id: "4xx.7.28", enhanced: ["7.28", "7.650"], reason: "rate_limited", scope: "provider" },
    {
      id: "4xx.sender",
      enhanced: ["1.7", "1.8", "7.20", "7.23", "7.24", "7.25", "7.26", "7.27"],
      reason: "our_configuration",
      scope: "egress",
    },
    { id: "4xx.2.2", enhanced: ["2.2"], reason: "mailbox_full_temporary", scope: "mailbox" },
    { id: "4xx.3.1", enhanced: ["3.1"], reason: "server_busy", scope: "session" },
  ],
  texts: [
    { id: "4xx.text.rate", text: RATE_LIMIT, reason: "rate_limited", scope: "provider" },
    // Unless its enhanced code means a problem of the host or of the network.
    { id: "4xx.421", codes: [421], enhanced: /^(?![34]\.)/, reason: "rate_limited", scope: "provider" },
    { id: "4xx.text.configuration", text: OUR_CONFIGURATION, reason: "our_configuration", scope: "egress" },
    { id: "4xx.text.blocked", text: BLOCKED_FOR_GOOD, reason: "blocked", scope: "egress" },
    { id: "4xx.text.quota", text: OVER_QUOTA, reason: "mailbox_full_temporary", scope: "mailbox" },
    { id: "4xx.text.storage", text: SYSTEM_STORAGE, reason: "server_busy", scope: "session" },
    // Postfix by default (defer_unauth_destination): the domain is not served, but “later” is not a verdict.
    { id: "4xx.text.relay", text: RELAY_DENIED, reason: "cannot_verify", scope: "domain" },
    { id: "4xx.text.trouble", text: LOCAL_TROUBLE, reason: "server_busy", scope: "host" },
    { id: "4xx.7.0", enhanced: ["7.0"], reason: "rate_limited", scope: "provider" },
    { id: "4xx.greylist_code", enhanced: ["2.0", "7.1"], reason: "greylisted", scope: "mailbox" },
    { id: "4xx.trouble", enhanced: /^[34]\./, reason: "server_busy", scope: "host" },
    { id: "4xx.first_contact", codes: [450, 451], reason: "greylisted", scope: "mailbox" },
    { id: "4xx", reason: "server_busy", scope: "host" },
  ],
};
