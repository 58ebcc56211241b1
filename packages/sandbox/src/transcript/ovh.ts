import { defineTranscript } from "#transcript/transcript.ts";

/** Source: published logs of mx*.mail.ovh.net, which run Postfix with their own policy service. */
export const ovh = defineTranscript(
  { id: "ovh", speaker: "OVHcloud", host: "mx1.mail.ovh.net" },
  `
rcpt accepted
250 2.1.5 Ok

rcpt mailbox_not_found
550 5.1.1 <{recipient}>: Recipient address rejected: User unknown

rcpt mailbox_not_found
550 5.1.1 <{recipient}>: Email address could not be found, or was misspelled

rcpt mailbox_disabled
550 5.2.1 <{recipient}>: Recipient address rejected: this mailbox is suspended

rcpt mailbox_full
552 5.2.2 <{recipient}>: Recipient address rejected: Mailbox is full

rcpt greylisted
451 4.7.1 Greylisting in effect, please come back later (retry in 00:02:00)

rcpt rate_limited
421 4.7.0 mx1.mail.ovh.net Error: too many connections from 192.0.2.1

rcpt blocked
554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org

rcpt our_configuration
450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1]

rcpt domain_not_served
554 5.7.1 <{recipient}>: Relay access denied

greeting blocked
554 5.7.1 mx1.mail.ovh.net blocked: 192.0.2.1 is listed for spam
`,
);
