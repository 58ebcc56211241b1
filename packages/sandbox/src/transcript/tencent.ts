import { defineTranscript } from "#transcript/transcript.ts";

/** Source: service.mail.qq.com/cgi-bin/help?id=20022. */
export const tencent = defineTranscript(
  { id: "tencent", speaker: "QQ Mail", host: "mx3.qq.com" },
  `
rcpt accepted
250 OK

rcpt mailbox_not_found
550 Mailbox not found. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000728

rcpt mailbox_disabled
550 {recipient} is a deactivated mailbox. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000742

rcpt restricted_recipient
550 Mail is rejected by recipients [ABCD IP: 192.0.2.1]. https://service.mail.qq.com/detail/0/92

rcpt cannot_verify
550 Mailbox unavailable or access denied [ABCD IP: 192.0.2.1]. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000728

rcpt rate_limited
550 Ip frequency limited [ABCD IP: 192.0.2.1]. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000725

rcpt rate_limited
550 Connection frequency limited [192.0.2.1]

rcpt rate_limited
550 Domain frequency limited [ABCD IP: 192.0.2.1]

rcpt blocked
550 Suspected spam ip [192.0.2.1]

rcpt blocked
550 Connection denied [192.0.2.1]

rcpt our_configuration
550 SPF check failed [ABCD IP: 192.0.2.1]

rcpt our_configuration
550 DMARC check failed [ABCD IP: 192.0.2.1]

greeting rate_limited
550 Connection frequency limited [192.0.2.1]
`,
);
