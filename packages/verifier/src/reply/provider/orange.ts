import type { ProviderRules, Rule, Scope } from "#reply/provider/rule.ts";
import type { Reason } from "#evidence/vocabulary.ts";

/** Numbers of replies, as in `OFR006_102` and `LPN_416`, by their meaning. */
const MEANINGS: readonly (readonly [reason: Reason, scope: Scope, numbers: string])[] = [
  ["mailbox_not_found", "mailbox", "416|418"],
  // Archived, and blocked.
  ["mailbox_disabled", "mailbox", "420|426"],
  ["our_configuration", "egress", "401|403|405|415|421|517"],
  ["rate_limited", "provider", "104|105|109|201|424|505"],
  ["blocked", "egress", "101|102|103|107|108|423|506|510|513|630|999"],
  ["cannot_verify", "host", "305|402"],
];

const RULES: readonly Rule[] = MEANINGS.map(([reason, scope, numbers]) => ({
  id: `orange.${reason}`,
  text: new RegExp(`\\b(?:ofr|lpn|ouk)[a-z0-9]{0,5}[_-]?(?:${numbers})\\b`, "u"),
  reason,
  scope,
}));

const ABOUT_US = RULES.filter(({ scope }) => scope !== "mailbox");

/** postmaster.orange.fr and postmaster.laposte.net: the number at the end of a reply determines its meaning. */
export const ORANGE: ProviderRules = {
  providers: ["orange", "laposte"],
  permanent: RULES,
  transient: ABOUT_US,
  early: ABOUT_US,
};
