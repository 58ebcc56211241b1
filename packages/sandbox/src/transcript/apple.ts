import { defineTranscript } from "#transcript/transcript.ts";

/** Source: support.apple.com/102322 “Postmaster information for iCloud Mail”, and published logs. */
export const apple = defineTranscript(
  { id: "apple", speaker: "iCloud Mail", host: "mx01.mail.icloud.com" },
  `
rcpt accepted
250 2.1.5 Ok

rcpt mailbox_not_found
550 5.1.1 <{recipient}>: user does not exist

rcpt mailbox_not_found
550 5.1.1 unknown or illegal alias: {recipient}

rcpt mailbox_not_found
550 5.1.1 <{recipient}>: inactive email address

rcpt moved
550 5.1.6 recipient no longer on server: {recipient}

rcpt mailbox_full
552 5.2.2 <{recipient}>: user is over quota

rcpt mailbox_full_temporary
452 4.2.2 <{recipient}>: user is over quota

rcpt domain_not_served
554 5.7.1 <{recipient}>: Relay access denied

rcpt rate_limited
421 4.7.1 Messages to {recipient} deferred due to excessive volume. Try again later - https://support.apple.com/en-us/HT204137

rcpt blocked
550 5.7.0 Blocked - see https://support.proofpoint.com/dnsbl-lookup.cgi?ip=192.0.2.1

rcpt blocked
550 5.7.1 Mail from IP 192.0.2.1 was rejected due to listing in Spamhaus SBL. For details please see http://www.spamhaus.org/query/bl?ip=192.0.2.1

rcpt blocked
550 5.7.1 [CS01] Message rejected due to local policy. Please visit https://support.apple.com/en-us/HT204137

rcpt our_configuration
450 4.1.8 <bounces@prober.test>: Sender address rejected: Domain not found

rcpt our_configuration
554 5.7.1 Your message was rejected due to prober.test's DMARC policy. See https://support.apple.com/en-us/HT204137

greeting blocked
554 p00-ip-smtpin001.me.com ESMTP not accepting connections
`,
);
