import { defineTranscript } from "#transcript/transcript.ts";

/** Source: yandex.com/support/mail/bounces/yandex.html, and published logs. */
export const yandex = defineTranscript(
  { id: "yandex", speaker: "Yandex Mail", host: "mx.yandex.ru" },
  `
rcpt accepted
250 2.1.5 <{recipient}> recipient ok 1741234567-AbCdEf

rcpt mailbox_not_found
550 5.7.1 No such user!

rcpt mailbox_not_found
550 5.1.1 No such user

rcpt mailbox_disabled
550 5.7.1 Policy rejection on the target address

rcpt mailbox_full
552 5.2.2 Mailbox size limit exceeded

rcpt mailbox_full
554 5.7.1 Mailbox size limit exceeded

rcpt greylisted
451 4.7.1 Sorry, the service is currently unavailable. Please come back later.

rcpt rate_limited_recipient
451 4.5.1 The recipient <{recipient}> has exceeded their message rate limit. Try again later.

rcpt rate_limited
421 4.7.0 Too many concurrent connections

rcpt blocked
554 5.7.1 [1] Message rejected under suspicion of SPAM; https://ya.cc/1IrBc 1741234567-AbCdEf

rcpt blocked
550 5.7.1 Client host [192.0.2.1] blocked using spamsource.mail.yandex.net; see http://feedback.yandex.ru/?from=mail-rejects&subject=192.0.2.1

rcpt our_configuration
550 5.7.1 SPF check failed: 192.0.2.1 is not authorized to send in the name of prober.test

rcpt domain_not_served
554 5.7.1 <{recipient}>: Relay access denied

greeting blocked
554 5.7.1 Client host [192.0.2.1] blocked using spamsource.mail.yandex.net
`,
);
