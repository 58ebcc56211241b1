import { definePersona } from "#persona/persona.ts";
import { known } from "#persona/verdict.ts";
import { answerKnown } from "#smtp/recipient-rules.ts";

export const popular = definePersona({
  domain: "popular.test",
  does: "Known mailboxes get too much mail at the moment: 450 4.2.1",
  hosts: {
    mx: {
      rcpt: answerKnown(
        450,
        (address) =>
          `4.2.1 <${address}>: The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered`,
      ),
    },
  },
  truth: known("risky", "rate_limited_recipient"),
});
