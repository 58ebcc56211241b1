import type { ProviderRules, Rule } from "#reply/provider/rule.ts";

const ABOUT_US: readonly Rule[] = [
  {
    // TSS09, TSS11, TS03: Yahoo calls it a deferral, but “retrying will NOT succeed”.
    id: "yahoo.permanently_deferred",
    text: /\bpermanently deferred|retrying will not succeed/,
    reason: "blocked",
    scope: "egress",
  },
  { id: "yahoo.blocked", text: /\[bl\d\d\]/, reason: "blocked", scope: "egress" },
  {
    // TSS04 and similar, IPTS04, VS1-IP, and a connection that has had enough messages.
    id: "yahoo.rate",
    text: /\b(?:tss|ipts|ts)\d\d\b|\bvs\d-(?:ip|mf)\b|max message per connection/,
    reason: "rate_limited",
    scope: "provider",
  },
  // The sender's domain does not resolve.
  { id: "yahoo.sender", text: /unresolvable rfc\.?5321/, reason: "our_configuration", scope: "egress" },
];

/** senders.yahooinc.com/smtp-error-codes, for Yahoo, AOL and the others whose mail Yahoo runs. */
export const YAHOO: ProviderRules = {
  providers: ["yahoo"],
  permanent: [
    ...ABOUT_US,
    {
      id: "yahoo.5xx.disabled",
      text: /\(554\.30\)|disabled or discontinued|\bis no longer valid/,
      reason: "mailbox_disabled",
      scope: "mailbox",
    },
    {
      id: "yahoo.5xx.unknown_user",
      text: /user doesn't have an? \S{1,80} account|mailbox not found|\bdd not a valid recipient/,
      reason: "mailbox_not_found",
      scope: "mailbox",
    },
  ],
  transient: [
    { id: "yahoo.4xx.greylist", text: /\[gl\d\d\]/, reason: "greylisted", scope: "mailbox" },
    ...ABOUT_US,
  ],
  early: [
    { id: "yahoo.early.greylist", text: /\[gl\d\d\]/, reason: "greylisted", scope: "host" },
    ...ABOUT_US,
  ],
};
