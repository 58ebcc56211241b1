import { definePersona } from "#persona/persona.ts";
import { known } from "#persona/verdict.ts";
import { answerKnown } from "#smtp/recipient-rules.ts";

export const overflowing = definePersona({
  domain: "overflowing.test",
  does: "Known mailboxes are full for now: 452 4.2.2",
  hosts: {
    mx: { rcpt: answerKnown(452, (address) => `4.2.2 <${address}>: Mailbox is over quota, try again later`) },
  },
  truth: known("risky", "mailbox_full_temporary"),
});
