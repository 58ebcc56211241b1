import { defineTranscript } from "#transcript/transcript.ts";

/** Source: qmail-smtpd.c, chkuser, vpopmail, spamdyke. */
export const qmail = defineTranscript(
  { id: "qmail", speaker: "qmail with vpopmail, chkuser or spamdyke" },
  `
rcpt accepted
250 ok

rcpt mailbox_not_found
550 sorry, no mailbox here by that name. (#5.1.1)

rcpt mailbox_not_found
511 sorry, no mailbox here by that name (#5.1.1 - chkuser)

rcpt mailbox_not_found
553 sorry, no mailbox here by that name (#5.7.1)

rcpt mailbox_not_found
550 User does not exist. (#5.1.1)

rcpt mailbox_not_found
554 Mailbox does not exist, or no valid mailbox by that name (#5.1.1)

rcpt mailbox_full
552 sorry, your recipient is over quota (#5.2.2 - chkuser)

rcpt mailbox_full
550 User over quota. (#5.1.1)

rcpt greylisted
421 Your address has been graylisted. Try again later.

rcpt greylisted
451 GREYLISTED: try again later (#4.3.0)

rcpt server_busy
451 DNS temporary failure (#4.5.1 - chkuser)

rcpt server_busy
451 unable to check rcpt to (#4.3.0)

rcpt rate_limited
421 too many connections from your host (#4.3.2)

rcpt blocked
571 sorry, you are violating our security policies (#5.7.1 - chkuser)

rcpt blocked
554 Refused. Your IP address is listed in the RBL at zen.spamhaus.org

rcpt our_configuration
554 Refused. Your domain name has no reverse DNS entry.

rcpt our_configuration
553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)

rcpt our_configuration
571 sorry, sender address has invalid format (#5.1.7 - chkuser)

rcpt domain_not_served
553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)

mail_from our_configuration
550 sorry, null sender <> not accepted: bounces are not allowed here (#5.7.1)

greeting blocked
554 Refused. Your IP address is listed in the RBL at xbl.spamhaus.org
`,
);
