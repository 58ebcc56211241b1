import type { ProviderRules, Rule } from "#reply/provider/rule.ts";

const THROTTLED: readonly Rule[] = [
  {
    // Five minutes for an address with too many connections or unknown recipients.
    id: "mimecast.4xx.rate",
    text: /\bip temporarily blacklisted|^recipient temporarily unavailable|account service is temporarily unavailable/,
    reason: "rate_limited",
    scope: "provider",
  },
];

/** community.mimecast.com “Mimecast SMTP error codes”. */
export const MIMECAST: ProviderRules = {
  providers: ["mimecast"],
  permanent: [
    // Not the recipient, but the order of commands.
    { id: "mimecast.5xx.sequence", codes: [503], reason: "cannot_verify", scope: "host" },
    {
      // The recipient's own list of blocked senders.
      id: "mimecast.5xx.user_entry",
      text: /envelope blocked - user (?:domain )?entry/,
      reason: "restricted_recipient",
      scope: "mailbox",
    },
    {
      id: "mimecast.5xx.route",
      text: /\bthis route requires (?:encryption|tls|high-strength)|\b(?:spf|dkim|dmarc) sender invalid/,
      reason: "our_configuration",
      scope: "egress",
    },
  ],
  transient: [
    {
      id: "mimecast.4xx.greylist",
      codes: [451],
      text: /^internal resources are temporarily unavailable/,
      reason: "greylisted",
      scope: "mailbox",
    },
    ...THROTTLED,
    {
      id: "mimecast.4xx.busy",
      text: /^unable to process|account inbounds disabled/,
      reason: "server_busy",
      scope: "host",
    },
  ],
  early: THROTTLED,
};
