import { defineTranscript } from "#transcript/transcript.ts";

/** Source: campus.barracuda.com “Understanding SMTP error codes” and “Rate control”, and published logs. */
export const barracuda = defineTranscript(
  { id: "barracuda", speaker: "Barracuda", host: "d12345a.ess.barracudanetworks.com" },
  `
rcpt accepted
250 Recipient <{recipient}> OK

rcpt mailbox_not_found
550 cuda_nsu No such user ({recipient})

rcpt mailbox_not_found
550 permanent failure for one or more recipients ({recipient}:550 5.1.1 User unknown)

rcpt mailbox_not_found
550 <{recipient}>: Recipient address rejected: No such user ({recipient})

rcpt mailbox_not_found
550 No such user ({recipient})

rcpt blocked
550 permanent failure for one or more recipients ({recipient}:blocked)

rcpt blocked
554 Service unavailable; Client host [mail.prober.test] blocked using Barracuda Reputation; http://www.barracudanetworks.com/reputation/?r=1&ip=192.0.2.1

rcpt blocked
554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using b.barracudacentral.org; http://www.barracudanetworks.com/reputation/?pr=1&ip=192.0.2.1

rcpt rate_limited
421 Rate limit exceeded: too many connections from 192.0.2.1

rcpt greylisted
451 4.7.1 Please try again later (greylisted)

rcpt server_busy
451 Temporary local problem - please try later

rcpt domain_not_served
550 <{recipient}>: Relaying denied

greeting blocked
554 Service unavailable; Client host [192.0.2.1] blocked using Barracuda Reputation; http://www.barracudanetworks.com/reputation/?r=1&ip=192.0.2.1
`,
);
