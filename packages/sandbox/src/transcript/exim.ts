import { defineTranscript } from "#transcript/transcript.ts";

/** Source: www.exim.org/exim-html-current (default configuration, callouts, ACL messages), Debian and cPanel's defaults. */
export const exim = defineTranscript(
  { id: "exim", speaker: "Exim" },
  `
rcpt accepted
250 Accepted

rcpt mailbox_not_found
550 Unrouteable address

rcpt mailbox_not_found
550 No Such User Here

rcpt mailbox_not_found
550 Unknown user

rcpt mailbox_not_found
550-Callout verification failed:
550 550 5.1.1 <{recipient}>: Recipient address rejected: User unknown

rcpt mailbox_disabled
550 Account disabled

rcpt mailbox_full
552 Mailbox quota exceeded

rcpt mailbox_full_temporary
450 mailbox is full: retry timeout not reached

rcpt greylisted
451 Greylisted, please try again in 300 seconds

rcpt server_busy
451 Temporary local problem - please try later

rcpt server_busy
451 Could not complete recipient verify callout for <{recipient}>

rcpt server_busy
452 too many recipients

rcpt server_busy
452 space shortage, please try later

rcpt rate_limited
421 mx.acme.test: Too many concurrent SMTP connections; please try again later.

rcpt blocked
550-192.0.2.1 is in a black list at zen.spamhaus.org
550 https://www.spamhaus.org/query/ip/192.0.2.1

rcpt blocked
550 Administrative prohibition

rcpt blocked
550 "JunkMail rejected - mail.prober.test [192.0.2.1]:39153 is in an RBL, see https://www.spamhaus.org/query/ip/192.0.2.1"

rcpt our_configuration
550-Verification failed for <bounces@prober.test>
550-No Such User Here
550 Sender verify failed

rcpt our_configuration
550 Access denied - Invalid HELO name (See RFC2821 4.1.1.1)

rcpt our_configuration
451 Could not complete sender verify callout

rcpt domain_not_served
550 relay not permitted

rcpt domain_not_served
550-Please turn on SMTP Authentication in your mail client.
550-mail.prober.test [192.0.2.1]:39153 is not permitted to relay
550 through this server without authentication.

ehlo our_configuration
501 Syntactically invalid EHLO argument(s)

mail_from our_configuration
550 Sender verify failed

greeting blocked
554 SMTP synchronization error
`,
);
