import { defineTranscript } from "#transcript/transcript.ts";

/** Sources: support.proofpointessentials.com, ipcheck.proofpoint.com, published logs of Enterprise and Essentials hosts. */
export const proofpoint = defineTranscript(
  { id: "proofpoint", speaker: "Proofpoint", host: "mx1-us1.ppe-hosted.com" },
  `
rcpt accepted
250 2.1.5 Ok

rcpt mailbox_not_found
550 5.1.1 User Unknown

rcpt mailbox_not_found
550 5.7.1 <{recipient}>: Recipient address rejected: User email address is marked as invalid.

rcpt mailbox_not_found
550 5.1.1 <{recipient}>: Recipient address rejected: undeliverable address: host 198.51.100.7[198.51.100.7] said: 550 5.1.1 User unknown (in reply to RCPT TO command)

rcpt rate_limited_recipient
450 4.7.1 <{recipient}>: Recipient address rejected: The user you are trying to contact is receiving mail too quickly. Please resend your message at a later time.

rcpt greylisted
450 4.1.1 <{recipient}>: Recipient address rejected: unverified address: Address verification in progress

rcpt greylisted
451 4.7.1 <{recipient}>: Recipient address rejected: Greylisted, please try again later

rcpt server_busy
452 4.3.1 Insufficient system resources

rcpt rate_limited
421 4.7.0 mx1-us1.ppe-hosted.com Error: too many connections from 192.0.2.1

rcpt blocked
554 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1

rcpt blocked
550 5.7.0 Local Policy Violation - 1a2b3c4d

rcpt blocked
554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using prs.proofpoint.com; Please see https://ipcheck.proofpoint.com/?ip=192.0.2.1

rcpt domain_not_served
554 5.7.1 <{recipient}>: Relay access denied

mail_from our_configuration
550 5.1.8 <bounces@prober.test>: Sender address rejected: Domain not found

greeting blocked
554 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1
`,
);
