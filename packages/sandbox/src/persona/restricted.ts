import { definePersona } from "#persona/persona.ts";
import { known } from "#persona/verdict.ts";
import { answerKnown } from "#smtp/recipient-rules.ts";

export const restricted = definePersona({
  domain: "restricted.test",
  does: "Known mailboxes accept mail from members only: 550 5.7.133",
  hosts: {
    mx: {
      rcpt: answerKnown(
        550,
        (address) =>
          `5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; <${address}> only accepts mail from people in its organization`,
      ),
    },
  },
  truth: known("risky", "restricted_recipient"),
});
