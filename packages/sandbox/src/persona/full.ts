import { definePersona } from "#persona/persona.ts";
import { known } from "#persona/verdict.ts";
import { answerKnown } from "#smtp/recipient-rules.ts";

export const full = definePersona({
  domain: "full.test",
  does: "Known mailboxes are full for good: 552 5.2.2",
  hosts: { mx: { rcpt: answerKnown(552, (address) => `5.2.2 <${address}>: Mailbox is over quota`) } },
  truth: known("invalid", "mailbox_full"),
});
