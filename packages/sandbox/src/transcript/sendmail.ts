import { defineTranscript } from "#transcript/transcript.ts";

/** Source: sendmail's cf/m4/proto.m4 and sendmail/srvrsmtp.c, milter-greylist. */
export const sendmail = defineTranscript(
  { id: "sendmail", speaker: "Sendmail" },
  `
rcpt accepted
250 2.1.5 <{recipient}>... Recipient ok

rcpt mailbox_not_found
550 5.1.1 <{recipient}>... User unknown

rcpt mailbox_not_found
550 5.0.0 <{recipient}>... User unknown

rcpt mailbox_not_found
553 5.3.0 <{recipient}>... No such user here

rcpt mailbox_not_found
550 5.1.1 <{recipient}>... Addressee unknown

rcpt mailbox_disabled
550 5.2.1 <{recipient}>... Mailbox disabled for this recipient

rcpt moved
551 5.1.6 User has moved; please try <john@elsewhere.test>

rcpt greylisted
451 4.7.1 Greylisting in action, please come back in 00:05:00

rcpt server_busy
452 4.4.5 Insufficient disk space; try again later

rcpt server_busy
452 4.5.3 Too many recipients

rcpt server_busy
451 4.3.2 Please try again later

rcpt rate_limited
421 4.3.2 Connection rate limit exceeded.

rcpt rate_limited
421 4.3.2 Too many open connections.

rcpt rate_limited
421 4.7.0 mx.acme.test Too many bad recipients; closing connection

rcpt blocked
550 5.7.1 Rejected: 192.0.2.1 listed at zen.spamhaus.org

rcpt blocked
550 5.7.1 Access denied

rcpt blocked
554 5.7.1 <{recipient}>... Mail from 192.0.2.1 rejected; see http://www.spamhaus.org/

rcpt our_configuration
553 5.1.8 <bounces@prober.test>... Domain of sender address bounces@prober.test does not exist

rcpt our_configuration
451 4.1.8 Domain of sender address bounces@prober.test does not resolve

rcpt our_configuration
550 5.7.1 Fix reverse DNS for 192.0.2.1

rcpt domain_not_served
550 5.7.1 <{recipient}>... Relaying denied

rcpt domain_not_served
550 5.7.1 <{recipient}>... Relaying denied. IP name lookup failed [192.0.2.1]

rcpt domain_not_served
550 5.7.1 <{recipient}>... Relaying denied. Proper authentication required.

mail_from our_configuration
553 5.1.8 <bounces@prober.test>... Domain of sender address bounces@prober.test does not exist

greeting blocked
554 mx.acme.test ESMTP not accepting messages

greeting rate_limited
421 4.3.2 Connection rate limit exceeded.
`,
);
