import type { ProviderRules, Rule } from "#reply/provider/rule.ts";

/** help.mail.163.com “error codes”: two letters for the filter, three for what it found. */
const NETEASE_ABOUT_US: readonly Rule[] = [
  {
    // Reputation, connections and messages per address, messages per sender.
    id: "netease.rate",
    text: /\bhl:(?:rep|icc|ifc|ifq|mep)\b|\bmi:sfq\b|\brp:qrc\b|\brp:trc\b/,
    reason: "rate_limited",
    scope: "provider",
  },
  {
    // Commands, messages and recipients of one connection.
    id: "netease.session",
    text: /\b(?:mi|rp):(?:cel|dmc|ccl|drc)\b/,
    reason: "server_busy",
    scope: "session",
  },
  {
    id: "netease.blocked",
    text: /\bdt:rbl\b|\bwm:bl[iu]\b|\bhl:(?:ihu|ipb)\b|\bmi:spb\b|\bip is rejected\b|\binvalid ip\b/,
    reason: "blocked",
    scope: "egress",
  },
  {
    id: "netease.sender",
    text: /\bmi:(?:spf|dma|nhd)\b|\bnull sender is not allowed|\bfake sender/,
    reason: "our_configuration",
    scope: "egress",
  },
];

export const NETEASE: ProviderRules = {
  providers: ["netease"],
  permanent: NETEASE_ABOUT_US,
  transient: NETEASE_ABOUT_US,
  early: NETEASE_ABOUT_US,
};

/** service.mail.qq.com/cgi-bin/help?id=20022. */
export const TENCENT: ProviderRules = {
  providers: ["tencent"],
  permanent: [
    {
      // For a mailbox that does not exist, for a closed one, and for clients that query too many.
      id: "tencent.5xx.unavailable",
      text: /^mailbox unavailable or access denied/,
      reason: "cannot_verify",
      scope: "host",
    },
    {
      id: "tencent.5xx.deactivated",
      text: /\bis a deactivated mailbox/,
      reason: "mailbox_disabled",
      scope: "mailbox",
    },
    {
      id: "tencent.5xx.recipient",
      text: /\brejected by recipients/,
      reason: "restricted_recipient",
      scope: "mailbox",
    },
    {
      id: "tencent.5xx.blocked",
      text: /^(?:suspected (?:spam|bounce)|connection denied|suspected spam ip)/,
      reason: "blocked",
      scope: "egress",
    },
  ],
};
