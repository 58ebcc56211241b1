import { defineTranscript } from "#transcript/transcript.ts";

/** Source: OpenSMTPD's smtp_session.c and lka_session.c. */
export const opensmtpd = defineTranscript(
  { id: "opensmtpd", speaker: "OpenSMTPD" },
  `
rcpt accepted
250 2.1.5 Destination address valid: Recipient ok

rcpt mailbox_not_found
550 Invalid recipient: <{recipient}>

rcpt mailbox_not_found
550 5.1.1 Invalid recipient: <{recipient}>

rcpt mailbox_not_found
524 5.2.4 Mailing list expansion problem: <{recipient}>

rcpt server_busy
424 4.2.4 Mailing list expansion problem: <{recipient}>

rcpt server_busy
451 4.5.3 Too many recipients

rcpt server_busy
421 4.3.0 Temporary failure

rcpt our_configuration
530 5.5.1 Invalid command: Must issue a STARTTLS command first

rcpt cannot_verify
530 5.5.1 Invalid command: Must issue an AUTH command first

ehlo our_configuration
501 5.5.1 Invalid command: EHLO requires domain name

mail_from our_configuration
553 5.1.7 Sender address syntax error
`,
);
