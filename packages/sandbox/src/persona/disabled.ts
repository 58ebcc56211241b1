import { definePersona } from "#persona/persona.ts";
import { known } from "#persona/verdict.ts";
import { answerKnown } from "#smtp/recipient-rules.ts";

export const disabled = definePersona({
  domain: "disabled.test",
  does: "Known mailboxes are disabled: 550 5.2.1",
  hosts: {
    mx: { rcpt: answerKnown(550, (address) => `5.2.1 <${address}>: This account has been disabled`) },
  },
  truth: known("invalid", "mailbox_disabled"),
});
