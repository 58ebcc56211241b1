import { defineTranscript } from "#transcript/transcript.ts";

/** Source: success.trendmicro.com, solution 1053962 and related ones. */
export const trendMicro = defineTranscript(
  { id: "trend_micro", speaker: "Trend Micro Email Security", host: "acme.in.tmes.trendmicro.eu" },
  `
rcpt accepted
250 2.1.5 Ok

rcpt mailbox_not_found
554 5.7.1 <{recipient}>: Recipient address rejected: Access denied

rcpt mailbox_not_found
550 5.1.1 <{recipient}>: Recipient address rejected: User unknown

rcpt greylisted
450 4.7.1 <{recipient}>: Recipient address rejected: Greylisted, please try again later

rcpt rate_limited
421 4.7.0 Error: too many connections from 192.0.2.1

rcpt blocked
550 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using Trend Micro RBL+. Please see http://www.mail-abuse.com/cgi-bin/lookup?ip_address=192.0.2.1

rcpt blocked
450 4.7.1 Service temporarily unavailable; Client host [192.0.2.1] blocked using Trend Micro Email Reputation database. Please see <http://www.mail-abuse.com/cgi-bin/lookup?192.0.2.1>

rcpt domain_not_served
554 5.7.1 <{recipient}>: Relay access denied
`,
);
