/** What a provider ignores in a local part, as it documents it itself. */
interface ProviderRule {
  /** Domains of the same mailboxes; the first stands for all. */
  readonly domains: readonly string[];
  /** Characters without meaning in the local part. */
  readonly ignored?: RegExp;
  /** What separates a name from a tag. */
  readonly tag?: string;
}

const RULES: readonly ProviderRule[] = [
  // support.google.com/mail/answer/7436150 and /22370; googlemail.com is the same mailbox.
  { domains: ["gmail.com", "googlemail.com"], ignored: /\./g, tag: "+" },
  // support.microsoft.com, “Add or remove an email alias”, plus addressing; each domain is a namespace of its own.
  ...["outlook.com", "hotmail.com", "live.com", "msn.com"].map((domain) => ({ domains: [domain], tag: "+" })),
  // support.apple.com/102529: one mailbox under three names.
  { domains: ["icloud.com", "me.com", "mac.com"], tag: "+" },
  // proton.me/support/addresses-and-aliases: dots, hyphens and underscores are ignored.
  { domains: ["proton.me", "protonmail.com", "pm.me"], ignored: /[._-]/g, tag: "+" },
  // fastmail.help, “Plus addressing and subdomain addressing”.
  { domains: ["fastmail.com"], tag: "+" },
  { domains: ["fastmail.fm"], tag: "+" },
  // yandex.com/support/mail: ya.ru and yandex.* are one mailbox, a hyphen equals a dot.
  {
    domains: ["yandex.ru", "ya.ru", "yandex.com", "yandex.by", "yandex.kz", "yandex.ua"],
    ignored: /[.-]/g,
    tag: "+",
  },
];

const RULE_BY_DOMAIN = new Map(
  RULES.flatMap((rule) => rule.domains.map((domain) => [domain, rule] as const)),
);

/**
 * The form under which two spellings of one mailbox are the same, for deduplication only. The local part is compared in
 * lower case although RFC 5321 §2.4 lets it be case-sensitive: no provider of note makes use of that.
 */
export function canonicalAddress(local: string, domain: string): string {
  const rule = RULE_BY_DOMAIN.get(domain);
  const lower = local.toLowerCase().normalize("NFC");
  if (rule === undefined || lower.startsWith('"')) return `${lower}@${domain}`;
  const tagAt = rule.tag === undefined ? -1 : lower.indexOf(rule.tag);
  const untagged = tagAt > 0 ? lower.slice(0, tagAt) : lower;
  const bare = rule.ignored === undefined ? untagged : untagged.replace(rule.ignored, "");
  return `${bare === "" ? lower : bare}@${rule.domains[0]}`;
}
