import { definePersona } from "#persona/persona.ts";
import { TOLD_APART } from "#persona/verdict.ts";
import { reply } from "#smtp/reply.ts";

const ACCEPTED = reply(250, "2.1.5 Recipient OK");
const TOO_MANY = reply(452, "4.5.3 Too many recipients (AS780090)");
const UNAVAILABLE = reply(550, "5.5.0 Requested action not taken: mailbox unavailable (S2017062302)");

export const outlook = definePersona({
  domain: "outlook.test",
  does: "Takes one recipient in a connection, then 452 4.5.3; unknown mailboxes are “550 5.5.0 mailbox unavailable”",
  hosts: {
    mx: {
      rcpt(session, recipient) {
        if (session.recipientCount > 1) return TOO_MANY;
        return recipient.exists ? ACCEPTED : UNAVAILABLE;
      },
    },
  },
  truth: TOLD_APART,
});
