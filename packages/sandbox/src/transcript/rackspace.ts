import { defineTranscript } from "#transcript/transcript.ts";

/** Source: docs.rackspace.com “SMTP error codes for Rackspace Email” (G and a number), and published logs. */
export const rackspace = defineTranscript(
  { id: "rackspace", speaker: "Rackspace Email", host: "mx1.emailsrvr.com" },
  `
rcpt accepted
250 2.1.5 Ok

rcpt mailbox_not_found
550 5.1.1 <{recipient}>: Email address could not be found, or was misspelled (G8)

rcpt mailbox_not_found
550 5.1.1 <{recipient}>: Recipient address rejected: User unknown in relay recipient table (G8)

rcpt mailbox_full
552 5.2.2 <{recipient}>: Mailbox is over quota (G9)

rcpt rate_limited
421 4.7.1 - Connection refused. 192.0.2.1 has exceeded the maximum number of connections. (G28)

rcpt greylisted
451 4.7.1 Greylisted, please try again in 180 seconds

rcpt blocked
554 5.7.1 ACL dns_rbl; Client host [192.0.2.1] blocked using sa-ip4tset.blagr.emailsrvr.com=127.24.0.2 Spamhaus XBL

rcpt domain_not_served
554 5.7.1 <{recipient}>: Relay access denied (G2)
`,
);
