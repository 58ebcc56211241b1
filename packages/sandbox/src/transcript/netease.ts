import { defineTranscript } from "#transcript/transcript.ts";

/** Source: help.mail.163.com “退信代码说明”: two letters for the filter, three for what it found. */
export const netease = defineTranscript(
  { id: "netease", speaker: "163, 126 and yeah.net", host: "163mx01.mxmail.netease.com" },
  `
rcpt accepted
250 Mail OK

rcpt mailbox_not_found
550 User not found: {recipient}

rcpt mailbox_not_found
550 Invalid User: {recipient}

rcpt mailbox_disabled
550 User suspended: {recipient}

rcpt mailbox_full
552 Quota exceeded or service disabled: {recipient}

rcpt server_busy
450 RP:DRC, too many recipients in this connection: 192.0.2.1

rcpt server_busy
450 MI:CEL, too many errors 192.0.2.1

rcpt rate_limited
421 HL:REP 163 gzga-mx-mtada-g1-0 192.0.2.1 1741234567 http://mail.163.com/help/help_spam_16.htm

rcpt rate_limited
451 MI:SFQ 163 smtp2, try again later

rcpt rate_limited
421 HL:ICC, too many connections 192.0.2.1

rcpt blocked
450 DT:RBL 163 smtp3, 192.0.2.1, please see http://www.rbls.org/

rcpt blocked
554 HL:IPB 163 mx12, 192.0.2.1

rcpt blocked
554 MI:SPB 163 mx3, 192.0.2.1 http://mail.163.com/help/help_spam_16.htm

rcpt our_configuration
554 MI:SPF 163 mx3, 192.0.2.1 http://mail.163.com/help/help_spam_16.htm

rcpt our_configuration
550 MI:DMA 163 mx3, 192.0.2.1

mail_from our_configuration
553 Requested action not taken: NULL sender is not allowed

greeting rate_limited
421 HL:IFC 163 mx9, 192.0.2.1
`,
);
