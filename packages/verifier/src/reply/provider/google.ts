import type { ProviderRules } from "#reply/provider/rule.ts";

/** support.google.com/a/answer/3726730 “SMTP errors and codes”. The enhanced code of most replies is enough. */
export const GOOGLE: ProviderRules = {
  providers: ["google"],
  transient: [
    {
      // Several domains in one transaction: the same host accepts them one by one.
      id: "google.4xx.transaction",
      text: /multiple destination domains|separate transaction/,
      reason: "server_busy",
      scope: "session",
    },
    // A Workspace that accepts mail only from a list of addresses.
    { id: "google.4xx.allow_list", text: /\bnot in whitelist\b/, reason: "blocked", scope: "egress" },
    {
      id: "google.4xx.tls",
      text: /\btls required for rcpt domain/,
      reason: "our_configuration",
      scope: "egress",
    },
  ],
};
