import { countOctets } from "#address/character.ts";

/** The parts of a local part that a provider ignores by its own documentation. */
interface ProviderRule {
  /** Domains of the same mailboxes; the first is the canonical one. */
  readonly domains: readonly string[];
  /** Characters without meaning in the local part. */
  readonly ignored?: RegExp;
  /** The separator between a name and a tag. */
  readonly tag?: "+" | "-";
  /** A hyphen is equivalent to a dot. */
  readonly hyphenIsDot?: boolean;
}

/** Domains with separate mailboxes under one rule. */
function each(rule: Omit<ProviderRule, "domains">, domains: string): ProviderRule[] {
  return domains
    .trim()
    .split(/\s+/)
    .map((domain) => ({ ...rule, domains: [domain] }));
}

const RULES: readonly ProviderRule[] = [
  // support.google.com/mail/answer/7436150 and /22370; googlemail.com is the same mailbox.
  { domains: ["gmail.com", "googlemail.com"], ignored: /\./g, tag: "+" },
  // support.microsoft.com, “Add or remove an email alias”, and Exchange Online, “Plus addressing”.
  ...each(
    { tag: "+" },
    `outlook.com outlook.at outlook.be outlook.cl outlook.co.id outlook.co.th outlook.com.ar outlook.com.au
    outlook.com.br outlook.com.gr outlook.com.tr outlook.cz outlook.de outlook.dk outlook.es outlook.fr outlook.hu
    outlook.ie outlook.it outlook.jp outlook.kr outlook.lv outlook.my outlook.ph outlook.pt outlook.sa outlook.sg
    outlook.sk hotmail.com hotmail.be hotmail.ca hotmail.ch hotmail.co.jp hotmail.co.th hotmail.co.uk hotmail.com.ar
    hotmail.com.au hotmail.com.br hotmail.com.tr hotmail.de hotmail.dk hotmail.es hotmail.fi hotmail.fr hotmail.gr
    hotmail.it hotmail.nl hotmail.no hotmail.se live.com live.at live.be live.ca live.cl live.cn live.co.uk live.co.za
    live.com.ar live.com.au live.com.mx live.com.pt live.de live.dk live.fi live.fr live.ie live.in live.it live.jp
    live.nl live.no live.ru live.se msn.com passport.com windowslive.com`,
  ),
  // support.apple.com/102529: one mailbox under three names.
  { domains: ["icloud.com", "me.com", "mac.com"], tag: "+" },
  // proton.me/support/addresses-and-aliases: dots, hyphens and underscores are ignored.
  { domains: ["proton.me", "protonmail.com", "protonmail.ch", "pm.me"], ignored: /[._-]/g, tag: "+" },
  // Plus addressing by each provider’s own help pages.
  ...each(
    { tag: "+" },
    "fastmail.com fastmail.fm hey.com mailbox.org pobox.com posteo.de runbox.com zoho.com",
  ),
  // Yahoo help, “disposable email addresses”: `base-keyword`, and names have no hyphens.
  ...each(
    { tag: "-" },
    `yahoo.com yahoo.at yahoo.be yahoo.ca yahoo.co.id yahoo.co.in yahoo.co.nz yahoo.co.th yahoo.co.uk yahoo.co.za
    yahoo.com.ar yahoo.com.au yahoo.com.br yahoo.com.co yahoo.com.hk yahoo.com.mx yahoo.com.my yahoo.com.pe yahoo.com.ph
    yahoo.com.sg yahoo.com.tr yahoo.com.tw yahoo.com.ve yahoo.com.vn yahoo.de yahoo.dk yahoo.es yahoo.fi yahoo.fr
    yahoo.gr yahoo.ie yahoo.in yahoo.it yahoo.nl yahoo.no yahoo.pl yahoo.ro yahoo.se ymail.com rocketmail.com`,
  ),
  // yandex.com/support/domain/additional/mailbox-alias.xml: one mailbox in all domains of Yandex.
  {
    domains: ["yandex.ru", "ya.ru", "yandex.com", "yandex.by", "yandex.kz", "yandex.ua"],
    tag: "+",
    hyphenIsDot: true,
  },
];

const RULE_BY_DOMAIN = new Map(
  RULES.flatMap((rule) => rule.domains.map((domain) => [domain, rule] as const)),
);

/**
 * The same form for all spellings of one mailbox, for deduplication only: never send to it. It is a fixed point. Letter case
 * is ignored: RFC 5321 §2.4 allows hosts to distinguish it, but no common one does. Parts that the provider does not
 * document as ignored are kept, because merging two mailboxes loses a row, while splitting one only costs another query.
 */
export function canonicalAddress(local: string, domain: string): string {
  const rule = RULE_BY_DOMAIN.get(domain);
  const folded = fold(local);
  if (rule === undefined || folded.startsWith('"')) return `${folded}@${domain}`;
  return `${canonicalLocal(folded, rule)}@${rule.domains[0]}`;
}

function canonicalLocal(folded: string, { tag, ignored, hyphenIsDot }: ProviderRule): string {
  const tagAt = tag === undefined ? -1 : folded.indexOf(tag);
  const untagged = tagAt > 0 ? folded.slice(0, tagAt) : folded;
  const spelled = hyphenIsDot === true ? untagged.replaceAll("-", ".") : untagged;
  const bare = ignored === undefined ? spelled : spelled.replace(ignored, "");
  return isDotAtom(bare) ? bare : folded;
}

/** Whether the rest is still a name: `+news` and `--` are not shortened. */
function isDotAtom(text: string): boolean {
  return text !== "" && !/^\.|\.\.|\.$/.test(text);
}

function fold(local: string): string {
  if (/^[\u0000-\u007f]*$/.test(local)) return local.toLowerCase();
  return [...local].map(foldCase).join("").normalize("NFC");
}

/** One form for both cases of a letter, never longer in UTF-8 than the letter, so that the limit of 64 octets holds. */
function foldCase(letter: string): string {
  if (letter === "ς") return "σ";
  const lower = letter.toLowerCase();
  if (countOctets(lower) > countOctets(letter)) return letter;
  const upper = letter.toUpperCase();
  return upper.toLowerCase() === letter && countOctets(upper) < countOctets(letter) ? upper : lower;
}
