import { definePersona } from "#persona/persona.ts";
import { known } from "#persona/verdict.ts";
import { answerKnown } from "#smtp/recipient-rules.ts";

export const moved = definePersona({
  domain: "moved.test",
  does: "Known mailboxes have moved: 551 5.1.6",
  hosts: {
    mx: {
      rcpt: answerKnown(551, (address) => `5.1.6 <${address}>: Recipient has moved, no forwarding address`),
    },
  },
  truth: known("invalid", "moved"),
});
