import {
  BLOCKED_FOR_GOOD,
  GREYLIST,
  OUR_CONFIGURATION,
  RATE_LIMIT,
  REFUSED_BY_POLICY,
} from "#reply/phrase.ts";
import type { RuleTable } from "#reply/provider/rule.ts";

/** 4xx before RCPT: no recipient was sent yet, so the reply is not about one. */
export const EARLY_TRANSIENT_RULES: RuleTable = {
  codes: [
    {
      id: "early.4xx.greylist",
      text: GREYLIST,
      unless: BLOCKED_FOR_GOOD,
      reason: "greylisted",
      scope: "host",
    },
    {
      id: "early.4xx.sender",
      enhanced: ["1.7", "1.8", "7.23", "7.24", "7.25", "7.26", "7.27"],
      reason: "our_configuration",
      scope: "egress",
    },
  ],
  texts: [
    { id: "early.4xx.rate_text", text: RATE_LIMIT, reason: "rate_limited", scope: "provider" },
    { id: "early.4xx.configuration", text: OUR_CONFIGURATION, reason: "our_configuration", scope: "egress" },
    { id: "early.4xx.blocked", text: BLOCKED_FOR_GOOD, reason: "blocked", scope: "egress" },
    { id: "early.4xx.421", codes: [421], reason: "rate_limited", scope: "provider" },
    {
      id: "early.4xx.7",
      enhanced: ["7.0", "7.28", "7.650"],
      reason: "rate_limited",
      scope: "provider",
    },
    { id: "early.4xx", reason: "server_busy", scope: "host" },
  ],
};

/** 5xx in the greeting. */
export const GREETING_RULES: RuleTable = {
  codes: [],
  texts: [
    { id: "greeting.5xx.rate", text: RATE_LIMIT, reason: "rate_limited", scope: "provider" },
    {
      id: "greeting.5xx.configuration",
      text: OUR_CONFIGURATION,
      reason: "our_configuration",
      scope: "egress",
    },
    { id: "greeting.5xx", reason: "blocked", scope: "egress" },
  ],
};

/** 5xx to EHLO, HELO or STARTTLS. */
export const HELLO_RULES: RuleTable = {
  codes: [],
  texts: [
    { id: "hello.5xx.blocked", text: BLOCKED_FOR_GOOD, reason: "blocked", scope: "egress" },
    { id: "hello.5xx.refusing", codes: [521, 554], reason: "blocked", scope: "egress" },
    { id: "hello.5xx", reason: "our_configuration", scope: "egress" },
  ],
};

/** 5xx to MAIL FROM: about the sender's address or its host. */
export const SENDER_RULES: RuleTable = {
  codes: [
    {
      id: "sender.5xx.sender",
      enhanced: ["1.7", "1.8", "7.23", "7.25", "7.26", "7.27"],
      reason: "our_configuration",
      scope: "egress",
    },
  ],
  texts: [
    { id: "sender.5xx.rate", text: RATE_LIMIT, reason: "rate_limited", scope: "provider" },
    { id: "sender.5xx.blocked", text: BLOCKED_FOR_GOOD, reason: "blocked", scope: "egress" },
    { id: "sender.5xx.configuration", text: OUR_CONFIGURATION, reason: "our_configuration", scope: "egress" },
    { id: "sender.5xx.7.listed", enhanced: /^7\.(?:1|[5-9]\d\d)$/, reason: "blocked", scope: "egress" },
    { id: "sender.5xx.policy", text: REFUSED_BY_POLICY, reason: "blocked", scope: "egress" },
    { id: "sender.5xx", reason: "our_configuration", scope: "egress" },
  ],
};
