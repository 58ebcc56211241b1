import { defineTranscript } from "#transcript/transcript.ts";

/** Source: Cisco “User Guide for AsyncOS for Secure Email Gateway”: access tables, LDAP accept, harvest prevention. */
export const cisco = defineTranscript(
  { id: "cisco", speaker: "Cisco Secure Email", host: "mx1.acme.iphmx.com" },
  `
rcpt accepted
250 recipient <{recipient}> ok

rcpt mailbox_not_found
550 #5.1.0 Address rejected.

rcpt mailbox_not_found
550 5.1.0 Address rejected.

rcpt mailbox_not_found
550 #5.1.1 User unknown

rcpt greylisted
451 #4.7.1 Temporarily rejected, try again later

rcpt server_busy
452 Too many recipients received this hour

rcpt server_busy
452 #4.5.3 Too many recipients

rcpt rate_limited
550 Too many invalid recipients

rcpt rate_limited
421 #4.4.5 Too many connections to this listener

rcpt blocked
554 Your access to this mail system has been rejected due to the sending MTA's poor reputation. If you believe that this failure is in error, please contact the intended recipient via alternate means.

rcpt blocked
550 #5.7.1 Your access to submit messages to this e-mail system has been rejected.

rcpt our_configuration
550 #5.7.1 SPF unauthorized mail is prohibited.

rcpt our_configuration
451 #4.1.8 Domain of sender address <bounces@prober.test> does not resolve

rcpt our_configuration
553 #5.1.8 Domain of sender address <bounces@prober.test> does not exist

rcpt domain_not_served
550 #5.7.1 Relaying denied

mail_from our_configuration
553 #5.5.4 Domain required for sender address

greeting blocked
554-esa1.acme.iphmx.com
554 Your access to this mail system has been rejected due to the sending MTA's poor reputation. If you believe that this failure is in error, please contact the intended recipient via alternate means.
`,
);
