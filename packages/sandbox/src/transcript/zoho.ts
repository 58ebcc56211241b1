import { defineTranscript } from "#transcript/transcript.ts";

/** Source: www.zoho.com/mail/help/delivery-failure.html, and published logs. */
export const zoho = defineTranscript(
  { id: "zoho", speaker: "Zoho Mail", host: "mx.zoho.com" },
  `
rcpt accepted
250 Recipient ok <{recipient}>

rcpt mailbox_not_found
550 5.1.1 User does not exist - <{recipient}>

rcpt mailbox_not_found
550 5.1.1 Invalid email recipients

rcpt mailbox_full
552 5.2.2 Mailbox is full <{recipient}>

rcpt greylisted
451 4.7.1 Greylisted, try again after some time

rcpt server_busy
452 4.3.1 Temporary System Error

rcpt rate_limited
421 4.7.0 Too many connections from 192.0.2.1

rcpt blocked
554 5.7.1 Email cannot be delivered. Reason: Email flagged as Spam.

rcpt blocked
541 5.4.1 Mail rejected by destination domain

rcpt blocked
554 5.7.7 Email policy violation detected

rcpt our_configuration
550 5.7.1 Email rejected per DMARC policy for prober.test

rcpt domain_not_served
553 5.7.1 <{recipient}>: Relaying disallowed. Invalid Domain - acme.test
`,
);
