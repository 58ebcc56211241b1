import { defineTranscript } from "#transcript/transcript.ts";

/** Source: knowledge.broadcom.com/external/article/165163, 175710, 165165, 164955, 162152, 162137, 385809. */
export const messagelabs = defineTranscript(
  {
    id: "messagelabs",
    speaker: "Symantec Email Security.cloud",
    host: "cluster1.eu.messagelabs.com",
  },
  `
rcpt accepted
250 OK

rcpt mailbox_not_found
550-Invalid recipient <{recipient}>
550 (#5.1.1)

rcpt mailbox_not_found
553 Recipient mailbox is not allowed

rcpt server_busy
452 Too many recipients received this hour

rcpt rate_limited
460 too many messages (#4.3.0)

rcpt blocked
501 Connection rejected by policy [7.7] 20805, please visit www.messagelabs.com/support for more details about this error message.

rcpt blocked
553-mail rejected because your IP is in the PBL. See http://www.spamhaus.org/pbl
553 (#5.7.1)

rcpt blocked
553 Sorry, your domain has been blocked

rcpt our_configuration
451 TLS/SSLv3 Connection required. (#4.7.1)

rcpt our_configuration
553-SPF (Sender Policy Framework) domain authentication
553 fail. Refer to the Troubleshooting page at http://www.symanteccloud.com/troubleshooting for more information. (#5.7.1)

rcpt domain_not_served
553 You are trying to use me [server-7.tower-42.messagelabs.com] as a relay, but I have not been configured to let you [192.0.2.1, mail.prober.test] do this.

rcpt cannot_verify
550 Requested action aborted [4] 12345

mail_from our_configuration
550 sender envelope domain not allowed for sender IP address (#5.1.8)
`,
);
