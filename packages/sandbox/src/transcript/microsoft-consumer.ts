import { defineTranscript } from "#transcript/transcript.ts";

/**
 * Sources: sendersupport.olc.protection.outlook.com/pm/troubleshooting.aspx (SC, DY, OU, RP codes), published logs of
 * senders (S3140, S3150, 4.7.650), learn.microsoft.com on 5.7.515.
 */
export const microsoftConsumer = defineTranscript(
  {
    id: "microsoft_consumer",
    speaker: "Outlook.com and Hotmail",
    host: "hotmail-com.olc.protection.outlook.com",
  },
  `
rcpt accepted
250 2.1.5 Recipient OK

rcpt mailbox_not_found
550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302). [BN3NAM04FT027.eop-NAM04.prod.protection.outlook.com 2026-11-02T09:12:33.042Z 08DE12345678ABCD]

rcpt mailbox_not_found
550 5.1.0 Requested action not taken: mailbox unavailable

rcpt mailbox_not_found
550 Requested action not taken: mailbox unavailable invalid DNS MX or A/AAAA resource record

rcpt mailbox_disabled
550 5.2.1 Mailbox cannot be accessed [BN3NAM04FT027.eop-NAM04.prod.protection.outlook.com]

rcpt mailbox_full
552 5.2.2 Mailbox full; the recipient's mailbox has exceeded its storage quota

rcpt server_busy
452 4.5.3 Too many recipients (AS780090) [BN8NAM11FT054.eop-nam11.prod.protection.outlook.com]

rcpt server_busy
451 4.7.700 PFA agent busy, please try again. [AM6EUR05FT048.eop-eur05.prod.protection.outlook.com]

rcpt rate_limited
451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (S77719) [AM6EUR05FT048.eop-eur05.prod.protection.outlook.com]

rcpt rate_limited
451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation. For e-mail delivery information, see https://postmaster.live.com (S775)

rcpt rate_limited
421 RP-001 (SNT004-MC1F43) Unfortunately, some messages from 192.0.2.1 weren't sent. Please try again. We have limits for how many messages can be sent per hour and per day.

rcpt blocked
550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150). You can also refer your provider to http://mail.live.com/mail/troubleshooting.aspx#errors.

rcpt blocked
550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140).

rcpt blocked
550 SC-001 (BAY004-MC1F16) Unfortunately, messages from 192.0.2.1 weren't sent. Please contact your Internet service provider since part of their network is on our block list.

rcpt blocked
550 DY-001 Mail rejected by Outlook.com for policy reasons. We generally do not accept email from dynamic IP's as they are not typically used to deliver unauthenticated SMTP email to an Internet mail server.

rcpt blocked
550 OU-002 Mail rejected by Outlook.com for policy reasons. Reasons for rejection may be related to content with spam-like characteristics or IP/domain reputation.

rcpt our_configuration
550 5.7.515 Access denied, sending domain PROBER.TEST does not meet the required authentication level. The sender's domain in the 5322.From address does not meet the authentication requirements.

mail_from rate_limited
451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation. (S775) [SN1NAM02FT063.eop-nam02.prod.protection.outlook.com]

mail_from blocked
550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140).

greeting blocked
550 SC-004 Mail rejected by Outlook.com for policy reasons. A block has been placed against your IP address because we have received complaints concerning mail coming from that IP address.
`,
);
