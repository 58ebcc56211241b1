import type { MailProvider } from "#provider/provider.ts";

/** Providers of mailboxes. The comment of a row has the source of its host names and limits. */
export const MAILBOX_PROVIDERS: readonly MailProvider[] = [
  {
    // MX of gmail.com, and support.google.com/a/answer/174125 for Workspace. 100 recipients per message are documented
    // (support.google.com/a/answer/166852); unsolicited rates are limited per address (4.7.28).
    id: "google",
    name: "Google (Gmail, Workspace)",
    mx: ["google.com", "googlemail.com"],
    limits: { recipientsPerSession: 10, sessions: 4, recipientsPerMinute: 240 },
  },
  {
    // MX of hotmail.com, live.com, msn.com, outlook.com. An unknown client's second RCPT in a session gets 452 4.5.3.
    id: "microsoft_consumer",
    name: "Microsoft (Outlook.com, Hotmail)",
    mx: ["olc.protection.outlook.com"],
    limits: { recipientsPerSession: 1, sessions: 2, recipientsPerMinute: 60 },
  },
  {
    // learn.microsoft.com “External Domain Name System records for Microsoft 365”; `mx.microsoft` is the DNSSEC form,
    // the others the national clouds. 200 recipients of a domain per message are documented (452 4.5.3).
    id: "microsoft_365",
    name: "Microsoft 365 (Exchange Online)",
    mx: [
      "protection.outlook.com",
      "mx.microsoft",
      "protection.outlook.de",
      "protection.office365.us",
      "partner.outlook.cn",
    ],
    limits: { recipientsPerSession: 10, sessions: 4, recipientsPerMinute: 240 },
  },
  {
    // MX of yahoo.com, aol.com and the telephone companies whose mail Yahoo runs. Twenty messages per connection were documented;
    // senders.yahooinc.com/smtp-error-codes says that it closes connections beyond its limits.
    id: "yahoo",
    name: "Yahoo (Yahoo Mail, AOL)",
    mx: ["yahoodns.net"],
    limits: { recipientsPerSession: 5, sessions: 2, recipientsPerMinute: 60 },
  },
  // MX of yahoo.co.jp, another company with its own system.
  { id: "yahoo_japan", name: "Yahoo! Japan", mx: ["mail.yahoo.co.jp"], limits: { sessions: 2 } },
  {
    // MX of icloud.com, me.com, mac.com, and support.apple.com/102374 for own domains. support.apple.com/102322 asks for
    // “reasonable” connections and volume.
    id: "apple",
    name: "Apple (iCloud Mail)",
    mx: ["mail.icloud.com"],
    limits: { recipientsPerSession: 5, sessions: 2, recipientsPerMinute: 60 },
  },
  {
    // MX of gmx.net, web.de, mail.com and of customers of IONOS. postmaster.gmx.com: an address that queries too many unknown
    // mailboxes is refused for hours.
    id: "united_internet",
    name: "United Internet (GMX, WEB.DE, mail.com, IONOS)",
    mx: [
      "gmx.net",
      "web.de",
      "mx00.mail.com",
      "mx01.mail.com",
      "kundenserver.de",
      "1and1.com",
      "1and1.co.uk",
      "ionos.com",
      "ionos.de",
      "ionos.co.uk",
      "ionos.es",
      "ionos.fr",
      "ionos.it",
    ],
    limits: { recipientsPerSession: 5, sessions: 2, recipientsPerMinute: 60 },
  },
  // MX of mail.ru, and biz.mail.ru for own domains. Limits are per sender’s reputation: help.mail.ru “limits”.
  { id: "mail_ru", name: "Mail.ru (VK)", mx: ["mail.ru"], limits: { recipientsPerSession: 5, sessions: 2 } },
  // MX of yandex.ru, and yandex.com/support/business/domains for own domains.
  {
    id: "yandex",
    name: "Yandex",
    mx: ["mx.yandex.ru", "mx.yandex.net"],
    limits: { recipientsPerSession: 5, sessions: 2 },
  },
  {
    // www.zoho.com/mail/help/adminconsole/email-delivery.html, one name per data centre.
    id: "zoho",
    name: "Zoho Mail",
    mx: [
      "mx.zoho.com",
      "mx2.zoho.com",
      "mx3.zoho.com",
      "smtpin.zoho.com",
      "zoho.eu",
      "zoho.in",
      "zoho.com.au",
      "zoho.jp",
      "zohocloud.ca",
    ],
  },
  {
    // help.ovhcloud.com “MX records”. Not `ovh.net`, which also has the names of customers' own servers.
    id: "ovh",
    name: "OVHcloud",
    mx: [
      "mail.ovh.net",
      "mail.ovh.ca",
      "redirect.ovh.net",
      "mx1.ovh.net",
      "mx2.ovh.net",
      "mx3.ovh.net",
      "mx4.ovh.net",
      "mxb.ovh.net",
    ],
  },
  {
    // MX of orange.fr and wanadoo.fr. postmaster.orange.fr: few connections at once (OFR005_104).
    id: "orange",
    name: "Orange",
    mx: ["smtp-in.orange.fr", "smtp-in.wanadoo.fr"],
    limits: { recipientsPerSession: 5, sessions: 2 },
  },
  // MX of laposte.net, which answers with the codes of Orange's system.
  {
    id: "laposte",
    name: "La Poste",
    mx: ["laposte.net"],
    limits: { recipientsPerSession: 5, sessions: 2 },
  },
  {
    // MX of qq.com and foxmail.com, and exmail.qq.com for own domains. Frequencies are limited per address, domain and
    // sender: service.mail.qq.com/cgi-bin/help?id=20022.
    id: "tencent",
    name: "Tencent (QQ Mail)",
    mx: ["mx1.qq.com", "mx2.qq.com", "mx3.qq.com", "mxbiz1.qq.com", "mxbiz2.qq.com"],
    limits: { recipientsPerSession: 5, sessions: 2, recipientsPerMinute: 60 },
  },
  {
    // MX of 163.com, 126.com, yeah.net and qiye.163.com. help.mail.163.com: recipients and messages per connection and
    // connections per address are limited (MI:DMC, RP:DRC, HL:ICC).
    id: "netease",
    name: "NetEase (163, 126)",
    mx: ["mxmail.netease.com", "qiye.163.com", "ym.163.com"],
    limits: { recipientsPerSession: 5, sessions: 2, recipientsPerMinute: 60 },
  },
  // MX of t-online.de. postmaster.t-online.de: unknown clients are refused in the greeting.
  { id: "t_online", name: "T-Online", mx: ["t-online.de"], limits: { sessions: 2 } },
  // MX of comcast.net. postmaster.comcast.net: 25 connections at once, 100 recipients per message.
  {
    id: "comcast",
    name: "Comcast (Xfinity)",
    mx: ["mx1.comcast.net", "mx2.comcast.net", "mxge.comcast.net"],
    limits: { sessions: 4 },
  },
  // proton.me/support/dns-records.
  { id: "proton", name: "Proton Mail", mx: ["protonmail.ch"] },
  // www.fastmail.help “Manual DNS configuration”.
  { id: "fastmail", name: "Fastmail", mx: ["messagingengine.com"] },
  // docs.rackspace.com “DNS records for Rackspace Email”.
  { id: "rackspace", name: "Rackspace Email", mx: ["emailsrvr.com"] },
  // www.godaddy.com/help/19202. Not `secureserver.net`, which also has the names of customers' servers.
  {
    id: "godaddy",
    name: "GoDaddy",
    mx: ["smtp.secureserver.net", "mailstore1.secureserver.net"],
  },
  // www.strato.de FAQ “MX-Record”.
  { id: "strato", name: "STRATO", mx: ["smtpin.rzone.de"] },
  // faq.infomaniak.com/2219.
  { id: "infomaniak", name: "Infomaniak", mx: ["infomaniak.com", "infomaniak.ch"] },
  // docs.gandi.net “Gandi Mail MX records”.
  { id: "gandi", name: "Gandi", mx: ["mail.gandi.net"] },
  // MX of free.fr.
  { id: "free", name: "Free", mx: ["mx1.free.fr", "mx2.free.fr"], limits: { sessions: 2 } },
  // MX of libero.it, virgilio.it, iol.it.
  {
    id: "italiaonline",
    name: "Italiaonline (Libero, Virgilio)",
    mx: ["smtp-in.libero.it", "smtp-in.iol.it", "smtp-in.virgilio.it"],
  },
  // MX of seznam.cz, email.cz.
  { id: "seznam", name: "Seznam", mx: ["mx1.seznam.cz", "mx2.seznam.cz"] },
  // MX of naver.com.
  {
    id: "naver",
    name: "Naver",
    mx: [
      "mx1.naver.com",
      "mx2.naver.com",
      "mx3.naver.com",
      "mx4.naver.com",
      "mx5.naver.com",
      "mx6.naver.com",
    ],
  },
  // MX of wp.pl and o2.pl.
  { id: "wirtualna_polska", name: "Wirtualna Polska", mx: ["mx.wp.pl", "mx5.wp.pl"] },
];
