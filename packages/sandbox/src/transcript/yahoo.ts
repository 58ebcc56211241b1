import { defineTranscript } from "#transcript/transcript.ts";

/** Source: senders.yahooinc.com/smtp-error-codes, and its predecessors at help.yahoo.com and postmaster.aol.com. */
export const yahoo = defineTranscript(
  { id: "yahoo", speaker: "Yahoo Mail and AOL", host: "mta5.am0.yahoodns.net" },
  `
rcpt accepted
250 recipient <{recipient}> ok

rcpt mailbox_not_found
554 delivery error: dd This user doesn't have a yahoo.com account ({recipient}) [0] - mta4001.mail.bf1.yahoo.com

rcpt mailbox_not_found
552 1 Requested mail action aborted, mailbox not found

rcpt mailbox_not_found
554 delivery error: dd Not a valid recipient - mta1011.mail.ne1.yahoo.com

rcpt mailbox_disabled
554 30 Sorry, your message to {recipient} cannot be delivered. This mailbox is disabled (554.30).

rcpt mailbox_disabled
554 delivery error: dd Sorry your message to {recipient} cannot be delivered. This account has been disabled or discontinued [#102]. - mta1011.mail.ne1.yahoo.com

rcpt mailbox_disabled
554 delivery error: dd {recipient} is no longer valid. - mta1011.mail.ne1.yahoo.com

rcpt mailbox_full
552 5.2.2 {recipient}: mailbox is over quota

rcpt rate_limited_recipient
450 User is receiving mail too quickly

rcpt domain_not_served
550 relaying denied for <{recipient}>

rcpt greylisted
451 4.7.1 [GL01] Message from (192.0.2.1) temporarily deferred - 4.16.50. Please refer to http://postmaster.yahoo.com/errors/postmaster-21.html

rcpt server_busy
451 4.3.2 Internal error reading data

rcpt rate_limited
421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes

rcpt rate_limited
421 Max message per connection reached, closing transmission channel

rcpt rate_limited
421 4.16.55 [TS01] Messages from 192.0.2.1 temporarily deferred due to excessive user complaints

rcpt rate_limited
451 VS1-IP Excessive unknown recipients - possible Open Relay

rcpt blocked
553 5.7.2 [TSS09] All messages from 192.0.2.1 will be permanently deferred; Retrying will NOT succeed. See https://postmaster.yahooinc.com/error-codes

rcpt blocked
421 4.7.1 [TS03] All messages from 192.0.2.1 will be permanently deferred; Retrying will NOT succeed. See http://postmaster.yahoo.com/421-ts03.html

rcpt blocked
553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus's list; see http://postmaster.yahoo.com/550-bl23.html

rcpt blocked
553 Mail from 192.0.2.1 not allowed - 5.7.1 [BL23] Connections not accepted from IP addresses on Spamhaus XBL; see http://postmaster.yahoo.com/errors/550-bl23.html [550]

rcpt blocked
554 Message not allowed - [PH01] Email not accepted for policy reasons. Please visit https://postmaster.yahooinc.com/error-codes

rcpt blocked
554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com/error-codes

rcpt our_configuration
451 Message temporarily deferred due to unresolvable RFC.5321 from domain. See https://senders.yahooinc.com/error-codes#unresolvable-from-domain

mail_from rate_limited
421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes

mail_from greylisted
451 4.7.1 [GL01] Message from (192.0.2.1) temporarily deferred - 4.16.50. Please refer to http://postmaster.yahoo.com/errors/postmaster-21.html

mail_from our_configuration
451 Message temporarily deferred due to unresolvable RFC.5321 from domain. See https://senders.yahooinc.com/error-codes#unresolvable-from-domain

mail_from blocked
553 5.7.2 [TSS11] All messages from 192.0.2.1 will be permanently deferred; Retrying will NOT succeed. See https://postmaster.yahooinc.com/error-codes

greeting blocked
553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus's list; see http://postmaster.yahoo.com/550-bl23.html
`,
);
