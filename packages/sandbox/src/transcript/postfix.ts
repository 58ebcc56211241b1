import { defineTranscript } from "#transcript/transcript.ts";

/** Source: www.postfix.org/postconf.5.html (reject codes and texts), smtpd_check.c, postgrey, postfwd, policyd-spf. */
export const postfix = defineTranscript(
  { id: "postfix", speaker: "Postfix" },
  `
rcpt accepted
250 2.1.5 Ok

rcpt mailbox_not_found
550 5.1.1 <{recipient}>: Recipient address rejected: User unknown in local recipient table

rcpt mailbox_not_found
550 5.1.1 <{recipient}>: Recipient address rejected: User unknown in virtual mailbox table

rcpt mailbox_not_found
550 5.1.1 <{recipient}>: Recipient address rejected: User unknown in virtual alias table

rcpt mailbox_not_found
550 5.1.1 <{recipient}>: Recipient address rejected: undeliverable address: unknown user: "john"

rcpt mailbox_not_found
550 5.1.0 <{recipient}>: Recipient address rejected: User unknown

rcpt mailbox_full
552 5.2.2 <{recipient}>: Recipient address rejected: Quota exceeded (mailbox for user is full)

rcpt mailbox_full_temporary
452 4.2.2 <{recipient}>: Recipient address rejected: Mailbox is full / Mailbox ist voll

rcpt greylisted
450 4.2.0 <{recipient}>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/acme.test.html

rcpt greylisted
450 4.1.1 <{recipient}>: Recipient address rejected: unverified address: Address verification in progress

rcpt server_busy
451 4.3.0 <{recipient}>: Temporary lookup failure

rcpt server_busy
451 4.3.5 <{recipient}>: Recipient address rejected: Server configuration problem

rcpt server_busy
452 4.5.3 Error: too many recipients

rcpt server_busy
452 4.3.1 Insufficient system storage

rcpt rate_limited
421 4.7.0 mx.acme.test Error: too many errors

rcpt rate_limited
450 4.7.1 Error: too many recipients from 192.0.2.1

rcpt blocked
554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.1

rcpt blocked
554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied

rcpt blocked
554 5.7.1 <{recipient}>: Recipient address rejected: Access denied

rcpt our_configuration
450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]

rcpt our_configuration
450 4.1.8 <bounces@prober.test>: Sender address rejected: Domain not found

rcpt our_configuration
550 5.1.0 <bounces@prober.test>: Sender address rejected: User unknown in virtual mailbox table

rcpt our_configuration
504 5.5.2 <winnow>: Helo command rejected: need fully-qualified hostname

rcpt our_configuration
550 5.7.23 <{recipient}>: Recipient address rejected: Message rejected due to: SPF fail - not authorized

rcpt domain_not_served
554 5.7.1 <{recipient}>: Relay access denied

rcpt cannot_verify
454 4.7.1 <{recipient}>: Relay access denied

rcpt null_mx
556 5.1.10 <{recipient}>: Recipient address rejected: Domain acme.test does not accept mail (nullMX)

rcpt smtputf8_unsupported
553 5.6.7 Must declare SMTPUTF8 to send unicode address

mail_from our_configuration
550 5.1.8 <bounces@prober.test>: Sender address rejected: Domain not found

greeting rate_limited
421 4.7.0 mx.acme.test Error: too many connections from 192.0.2.1

greeting blocked
554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org

greeting server_busy
450 4.3.2 Service currently unavailable
`,
);
