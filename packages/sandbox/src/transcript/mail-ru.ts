import { defineTranscript } from "#transcript/transcript.ts";

/** Source: help.mail.ru “postmaster”, mailout.ru on its commonest replies, and published logs. */
export const mailRu = defineTranscript(
  { id: "mail_ru", speaker: "Mail.ru", host: "mxs.mail.ru" },
  `
rcpt accepted
250 OK

rcpt mailbox_not_found
550 Message was not accepted -- invalid mailbox.  Local mailbox {recipient} is unavailable: user not found

rcpt mailbox_not_found
550 No such user

rcpt mailbox_disabled
550 Message was not accepted -- invalid mailbox.  Local mailbox {recipient} is unavailable: account is disabled

rcpt mailbox_disabled
550 Message was not accepted -- invalid mailbox.  Local mailbox {recipient} is unavailable: user is terminated

rcpt mailbox_full
552 User quota exceeded

rcpt mailbox_full_temporary
452 4.2.2 Mailbox full

rcpt greylisted
451 4.7.1 Greylisting in action, please come back later

rcpt rate_limited
421 Ratelimit exceeded for mailbox {recipient}. Try again later. See http://help.mail.ru/mail-help/postmaster/limits

rcpt rate_limited
451 Ratelimit exceeded. Try again later

rcpt blocked
550 spam message rejected. Please visit http://help.mail.ru/notspam-support/id?c=abcDEF or report details to abuse@corp.mail.ru. Error code: 1A2B. ID: 0000001.

rcpt blocked
550 Access from ip address 192.0.2.1 blocked. Visit http://mail.ru/notspam/

rcpt our_configuration
550 Sorry, we do not accept mail from hosts with dynamic IP or generic DNS PTR-records. Please get a custom reverse DNS name from your ISP for your host 192.0.2.1

rcpt our_configuration
550 5.7.1 This message was not accepted due to domain owner DMARC policy (RFC 7489) https://help.mail.ru/mail-help/postmaster/dmarc

rcpt domain_not_served
550 we do not relay

greeting our_configuration
550 We do not accept mail from dynamic IPs: generic DNS PTR-record. Additional details: http://help.mail.ru
`,
);
