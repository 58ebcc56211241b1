import type { ProviderRules } from "#reply/provider/rule.ts";

/** Proofpoint Essentials: recipient verification against its user list. */
export const PROOFPOINT: ProviderRules = {
  providers: ["proofpoint"],
  permanent: [
    {
      id: "proofpoint.5xx.invalid_user",
      text: /user email address is marked as invalid/,
      reason: "mailbox_not_found",
      scope: "mailbox",
    },
  ],
};

/** campus.barracuda.com: the gateway passes on the reply of the mailbox's host, or adds its own text after the recipient. */
export const BARRACUDA: ProviderRules = {
  providers: ["barracuda"],
  permanent: [
    {
      id: "barracuda.5xx.blocked",
      text: /^permanent failure for one or more recipients \([^)]{1,320}:blocked\)/,
      reason: "blocked",
      scope: "egress",
    },
  ],
};

/** Symantec Email Security.cloud: knowledge.broadcom.com/external/article/165163, 175710, 162152, 164955. */
export const MESSAGELABS: ProviderRules = {
  providers: ["messagelabs"],
  permanent: [
    {
      id: "messagelabs.5xx.recipient",
      text: /recipient mailbox is not allowed/,
      reason: "mailbox_not_found",
      scope: "mailbox",
    },
    {
      id: "messagelabs.5xx.policy",
      text: /connection rejected by policy|\bsorry, your \S{1,20}(?: address)? has been (?:blocked|blacklisted)/,
      reason: "blocked",
      scope: "egress",
    },
  ],
  transient: [
    {
      id: "messagelabs.4xx.tls",
      text: /^tls\S{0,10} connection required/,
      reason: "our_configuration",
      scope: "egress",
    },
  ],
};

/** Trend Micro: solution 1053962, “the recipient is not in the directory”. */
export const TREND_MICRO: ProviderRules = {
  providers: ["trend_micro"],
  permanent: [
    {
      id: "trend_micro.5xx.directory",
      enhanced: ["7.1"],
      text: /^<\S{1,320}>: recipient address rejected: access denied/,
      reason: "mailbox_not_found",
      scope: "mailbox",
    },
  ],
};

/** developers.cloudflare.com/email-routing/postmaster: it forwards, and rarely gives the next host's reason. */
export const CLOUDFLARE: ProviderRules = {
  providers: ["cloudflare"],
  permanent: [
    { id: "cloudflare.5xx.upstream", text: /^upstream error/, reason: "cannot_verify", scope: "host" },
  ],
};
