import { defineTranscript } from "#transcript/transcript.ts";

/** Source: community.mimecast.com “Mimecast SMTP error codes” (formerly DOC-1369). */
export const mimecast = defineTranscript(
  { id: "mimecast", speaker: "Mimecast", host: "eu-smtp-inbound-1.mimecast.com" },
  `
rcpt accepted
250 Accept

rcpt mailbox_not_found
550 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550 [vH7Ns8biNg-p6EfZ0QaVMQ.uk149]

rcpt mailbox_not_found
550 5.1.1 Recipient address rejected: User unknown [abc.uk42]

rcpt restricted_recipient
550 Envelope blocked - User Entry - https://community.mimecast.com/docs/DOC-1369#550 [abc.uk42]

rcpt greylisted
451 Internal resources are temporarily unavailable - https://community.mimecast.com/docs/DOC-1369#451 [abc.uk42]

rcpt server_busy
451 Unable to process connection at this time. - https://community.mimecast.com/docs/DOC-1369#451 [abc.uk42]

rcpt server_busy
452 Too many recipients - https://community.mimecast.com/docs/DOC-1369#452 [abc.uk42]

rcpt rate_limited
451 IP temporarily blacklisted - https://community.mimecast.com/docs/DOC-1369#451 [abc.uk42]

rcpt rate_limited
451 Account service is temporarily unavailable - https://community.mimecast.com/docs/DOC-1369#451 [abc.uk42]

rcpt blocked
550 csi.mimecast.org Poor Reputation Sender. - https://community.mimecast.com/docs/DOC-1369#550 [abc.uk42]

rcpt blocked
550 Administrative prohibition - envelope blocked - https://community.mimecast.com/docs/DOC-1369#550 [abc.uk42]

rcpt blocked
550 Local CT IP Reputation - (reject) [abc.uk42]

rcpt blocked
554 Host network, not allowed - https://community.mimecast.com/docs/DOC-1369#554 [abc.uk42]

rcpt blocked
550 Anti-Spoofing policy - Inbound not allowed - https://community.mimecast.com/docs/DOC-1369#550 [abc.uk42]

rcpt our_configuration
550 SPF Sender Invalid - envelope rejected - https://community.mimecast.com/docs/DOC-1369#550 [abc.uk42]

rcpt our_configuration
553 This route requires encryption (TLS) - https://community.mimecast.com/docs/DOC-1369#553 [abc.uk42]

rcpt cannot_verify
503 User unknown - https://community.mimecast.com/docs/DOC-1369#503 [abc.uk42]

rcpt cannot_verify
451 Open relay not allowed - https://community.mimecast.com/docs/DOC-1369#451 [abc.uk42]

greeting rate_limited
421 IP temporarily blacklisted - https://community.mimecast.com/docs/DOC-1369#451 [abc.uk42]
`,
);
