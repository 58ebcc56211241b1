import type { ProviderRules, Rule } from "#reply/provider/rule.ts";

/**
 * learn.microsoft.com “NDRs and SMTP errors in Exchange Online” and sendersupport.olc.protection.outlook.com. Codes from
 * 7.500 are Microsoft's own, and mean nothing elsewhere.
 */
const PERMANENT: readonly Rule[] = [
  {
    id: "microsoft.5xx.recipient_rate",
    enhanced: ["2.121", "2.122"],
    reason: "rate_limited_recipient",
    scope: "mailbox",
  },
  // “The recipient address that you're attempting to contact isn't valid.”
  {
    id: "microsoft.5xx.recipient",
    enhanced: ["7.504", "7.505"],
    reason: "mailbox_not_found",
    scope: "mailbox",
  },
  {
    // Bad HELO, DMARC, no usable From, below the required level of authentication.
    id: "microsoft.5xx.configuration",
    enhanced: ["7.506", "7.509", "7.512", "7.515"],
    reason: "our_configuration",
    scope: "egress",
  },
  { id: "microsoft.5xx.rate", enhanced: ["7.508"], reason: "rate_limited", scope: "provider" },
  { id: "microsoft.5xx.7.5xx", enhanced: /^7\.[5-9]\d\d$/, reason: "blocked", scope: "egress" },
  // Dynamic addresses (DY), spam (OU), reputation (SC), each with a number.
  { id: "microsoft.5xx.postmaster", text: /^(?:dy|ou|sc)-00\d\b/, reason: "blocked", scope: "egress" },
];

const TRANSIENT: readonly Rule[] = [
  {
    id: "microsoft.4xx.recipient_rate",
    text: /recipient thread limit exceeded/,
    reason: "rate_limited_recipient",
    scope: "mailbox",
  },
  // A front-end server that did not reach its back end.
  { id: "microsoft.4xx.proxy", text: /\bprx\d|\bpfa agent busy/, reason: "server_busy", scope: "host" },
  {
    // “Server busy. Please try again later from [address]” is about the address.
    id: "microsoft.4xx.7.5xx",
    enhanced: /^7\.(?:[56]\d\d|8[5-9]\d)$/,
    reason: "rate_limited",
    scope: "provider",
  },
];

const EARLY = [...TRANSIENT, ...PERMANENT].filter(({ scope }) => scope !== "mailbox");

/** Exchange Online. */
export const MICROSOFT_365: ProviderRules = {
  providers: ["microsoft_365"],
  permanent: [
    {
      // Rejected at the edge, because the directory does not have it (Directory-Based Edge Blocking).
      id: "microsoft_365.5xx.edge",
      enhanced: ["4.1"],
      text: /access denied/,
      reason: "mailbox_not_found",
      scope: "mailbox",
    },
    ...PERMANENT,
  ],
  transient: TRANSIENT,
  early: EARLY,
};

/** Outlook.com and related domains. */
export const MICROSOFT_CONSUMER: ProviderRules = {
  providers: ["microsoft_consumer"],
  permanent: [
    {
      // Its text for a mailbox that does not exist, closed ones included.
      id: "microsoft_consumer.5xx.unavailable",
      enhanced: /^(?:$|1\.0$|5\.0$)/,
      text: /mailbox unavailable/,
      reason: "mailbox_not_found",
      scope: "mailbox",
    },
    ...PERMANENT,
  ],
  transient: TRANSIENT,
  early: EARLY,
};
