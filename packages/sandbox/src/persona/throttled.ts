import { definePersona } from "#persona/persona.ts";
import { TOLD_APART } from "#persona/verdict.ts";
import { acceptKnown } from "#smtp/recipient-rules.ts";
import { closingReply } from "#smtp/reply.ts";

const RECIPIENTS_MAX = 5;
const ENOUGH = closingReply(421, "4.7.0 Too many recipients, try again later");

export const throttled = definePersona({
  domain: "throttled.test",
  does: "Hangs up with 421 4.7.0 after five recipients; a new connection works again",
  hosts: {
    mx: {
      rcpt: (session, recipient) =>
        session.recipientCount > RECIPIENTS_MAX ? ENOUGH : acceptKnown(session, recipient),
    },
  },
  truth: TOLD_APART,
});
