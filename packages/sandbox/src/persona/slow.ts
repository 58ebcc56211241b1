import { definePersona } from "#persona/persona.ts";
import { TOLD_APART } from "#persona/verdict.ts";
import { acceptKnown } from "#smtp/recipient-rules.ts";
import { reply } from "#smtp/reply.ts";

const ACCEPTED = reply(250, "2.1.5 Recipient", "2.1.5 accepted,", "2.1.5 in the end");

export const slow = definePersona({
  domain: "slow.test",
  does: "Greets after 200 ms, in three lines, and cuts everything into packets of 7 bytes",
  hosts: {
    mx: {
      greeting: reply(220, "mx.slow.test ESMTP", "Please be patient", "250 is said in its own time"),
      greetingDelayMs: 200,
      pieceBytes: 7,
      rcpt: (session, recipient) => (recipient.exists ? ACCEPTED : acceptKnown(session, recipient)),
    },
  },
  truth: TOLD_APART,
});
