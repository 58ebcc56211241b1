import type { ProviderRules, Rule } from "#reply/provider/rule.ts";

/** Too many queries of unknown addresses, or a HELO that changes: refused for some hours, says postmaster.gmx.net. */
const THROTTLED: readonly Rule[] = [
  {
    id: "united_internet.4xx.policy",
    text: /\breject due to policy/,
    reason: "rate_limited",
    scope: "provider",
  },
];

/** postmaster.gmx.com/en/error-messages, the same for WEB.DE, mail.com and IONOS. No enhanced codes are used. */
export const UNITED_INTERNET: ProviderRules = {
  providers: ["united_internet"],
  permanent: [
    {
      id: "united_internet.5xx.unavailable",
      codes: [550],
      text: /^(?:<?\S{1,320}>?:? )?requested action not taken: mailbox unavailable/,
      reason: "mailbox_not_found",
      scope: "mailbox",
    },
    {
      // “Due to an incorrect configuration, e-mail reception has been refused.”
      id: "united_internet.5xx.syntax",
      text: /^(?:<\S{1,320}>: )?syntax error in parameters/,
      reason: "our_configuration",
      scope: "egress",
    },
  ],
  transient: THROTTLED,
  early: THROTTLED,
};
