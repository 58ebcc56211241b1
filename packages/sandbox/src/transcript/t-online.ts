import { defineTranscript } from "#transcript/transcript.ts";

/** Source: postmaster.t-online.de, and published logs. Unknown clients are refused in the greeting. */
export const tOnline = defineTranscript(
  { id: "t_online", speaker: "T-Online", host: "mx00.t-online.de" },
  `
rcpt accepted
250 2.1.5 Recipient {recipient} OK

rcpt mailbox_not_found
550 5.1.1 <{recipient}>: unknown recipient

rcpt mailbox_not_found
550 Unknown user {recipient}

rcpt mailbox_full
552 5.2.2 <{recipient}>: mailbox is full

rcpt mailbox_full_temporary
452 4.2.2 <{recipient}>: mailbox over quota

rcpt rate_limited
421 4.7.0 Too many connections from 192.0.2.1

rcpt domain_not_served
550 5.7.1 <{recipient}>: relaying denied

greeting blocked
554 IP=192.0.2.1 - A problem occurred. (Ask your postmaster for help or to contact tosa@rx.t-online.de to clarify.) (BL)

greeting blocked
554 IP=192.0.2.1 - None/bad reputation. Ask your postmaster for help or to contact tosa@rx.t-online.de for reset. (NOWL)
`,
);
