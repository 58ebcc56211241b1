import { defineTranscript } from "#transcript/transcript.ts";

/** Source: support.google.com/a/answer/3726730 “SMTP errors and codes”, and the gsmtp trailer that its hosts add. */
export const google = defineTranscript(
  { id: "google", speaker: "Gmail and Google Workspace", host: "aspmx.l.google.com" },
  `
rcpt accepted
250 2.1.5 OK d2e1a72fcca58-7e2ff1ca2e5si1234567b3a.101 - gsmtp

rcpt mailbox_not_found
550-5.1.1 The email account that you tried to reach does not exist. Please try
550-5.1.1 double-checking the recipient's email address for typos or
550-5.1.1 unnecessary spaces. For more information, go to
550 5.1.1  https://support.google.com/mail/?p=NoSuchUser d2e1a72fcca58-7e2ff1ca2e5si1234567b3a.101 - gsmtp

rcpt mailbox_disabled
550-5.2.1 The email account that you tried to reach is inactive. For more
550-5.2.1 information, go to
550 5.2.1  https://support.google.com/mail/?p=DisabledUser af79cd13be357-7c3si1234567qkj.1 - gsmtp

rcpt mailbox_disabled
550 5.2.1 The email account that you tried to reach is disabled. g11si1234567wrt.1 - gsmtp

rcpt mailbox_full
552-5.2.2 The recipient's inbox is out of storage space and inactive. Please
552-5.2.2 direct the recipient to
552 5.2.2  https://support.google.com/mail/?p=OverQuotaPerm d9443c01a7336-2si1234567plc.3 - gsmtp

rcpt mailbox_full_temporary
452-4.2.2 The recipient's inbox is out of storage space. Please direct the
452-4.2.2 recipient to
452 4.2.2  https://support.google.com/mail/?p=OverQuotaTemp d9443c01a7336-2si1234567plc.3 - gsmtp

rcpt rate_limited_recipient
450-4.2.1 The user you are trying to contact is receiving mail at a rate that
450-4.2.1 prevents additional messages from being delivered. Please resend your
450-4.2.1 message at a later time. For more information, go to
450 4.2.1  https://support.google.com/mail/?p=ReceivingRate d2si1234567b3a.101 - gsmtp

rcpt rate_limited_recipient
450 4.2.1 The user you are trying to contact is receiving mail too quickly. Please resend your message at a later time. d2si1234567b3a.1 - gsmtp

rcpt rate_limited_recipient
550-5.2.1 The user you are trying to contact is receiving mail at a rate that
550-5.2.1 prevents additional messages from being delivered. For more information, go to
550 5.2.1  https://support.google.com/mail/?p=ReceivingRatePerm d2si1234567b3a.101 - gsmtp

rcpt domain_not_served
553-5.1.2 We weren't able to find the recipient domain. Please check for any
553-5.1.2 spelling errors, and make sure you didn't enter any spaces, periods,
553 5.1.2 or other punctuation after the recipient's email address. a1si1234567 - gsmtp

rcpt server_busy
451-4.3.0 Multiple destination domains per transaction is unsupported. Please
451 4.3.0 try again. d2si1234567b3a.101 - gsmtp

rcpt server_busy
452-4.5.3 Domain policy size per transaction exceeded, please try this recipient
452 4.5.3 in a separate transaction. d2si1234567b3a.101 - gsmtp

rcpt server_busy
452 4.5.3 Your message has too many recipients. For more information, go to https://support.google.com/mail/?p=TooManyRecipientsError - gsmtp

rcpt server_busy
451 4.3.0 Mail server temporarily rejected message. a1si1234567 - gsmtp

rcpt rate_limited
421-4.7.28 Gmail has detected an unusual rate of mail originating from your IP
421-4.7.28 address 192.0.2.1. To protect our users from spam, mail sent from your IP
421-4.7.28 address has been temporarily rate limited. For more information, go to
421 4.7.28  https://support.google.com/mail/?p=UnsolicitedRateLimitError a1si1234567 - gsmtp

rcpt rate_limited
421 4.7.0 Try again later, closing connection. (RCPT) a1si1234567 - gsmtp

rcpt blocked
421-4.7.0 IP not in whitelist for RCPT domain, closing connection. For more
421 4.7.0 information, go to https://support.google.com/a/answer/60752 a1si1234567 - gsmtp

rcpt blocked
550-5.7.1 [192.0.2.1      12] Our system has detected that this message is likely
550-5.7.1 unsolicited mail. To reduce the amount of spam sent to Gmail, this message
550-5.7.1 has been blocked. For more information, go to
550 5.7.1  https://support.google.com/mail/?p=UnsolicitedMessageError a1si1234567 - gsmtp

rcpt blocked
550-5.7.1 The IP you're using to send mail is not authorized to send email
550-5.7.1 directly to our servers. Use the SMTP relay at your service provider
550 5.7.1 instead. https://support.google.com/mail/?p=NotAuthorizedError a1si1234567 - gsmtp

rcpt blocked
550-5.7.1 The user or domain that you are sending to (or from) has a policy that
550-5.7.1 prohibited the mail that you sent. Please contact your domain
550 5.7.1 administrator for further details. a1si1234567 - gsmtp

rcpt our_configuration
550-5.7.25 The IP address sending this message does not have a PTR record setup,
550-5.7.25 or the corresponding forward DNS entry does not point to the sending IP.
550 5.7.25 https://support.google.com/mail/answer/81126#ip-practices a1si1234567 - gsmtp

rcpt our_configuration
421-4.7.23 The sending IP address for this message doesn't have a PTR record, or
421-4.7.23 the PTR record's forward DNS entry doesn't match the sending IP address.
421 4.7.23 To protect users from spam, your email has been temporarily rate limited. - gsmtp

rcpt our_configuration
421 4.7.0 TLS required for RCPT domain, closing connection. https://support.google.com/mail/answer/6330403 - gsmtp

rcpt rate_limited
550 5.7.1 Email quota exceeded. a1si1234567 - gsmtp

ehlo our_configuration
501-5.5.4 Empty HELO/EHLO argument not allowed, closing connection. For more
501 5.5.4 information, go to https://support.google.com/mail/?p=helo a1si1234567 - gsmtp

mail_from our_configuration
530 5.7.0 Must issue a STARTTLS command first. a1si1234567 - gsmtp

greeting rate_limited
421 4.7.0 Temporary System Problem. Try again later (CON). a1si1234567 - gsmtp
`,
);
