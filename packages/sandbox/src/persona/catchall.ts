import { definePersona } from "#persona/persona.ts";
import { sameForAll, NOT_FOUND } from "#persona/verdict.ts";
import { acceptAll } from "#smtp/recipient-rules.ts";
import { reply } from "#smtp/reply.ts";

const FORMER = "former.employee";

export const catchall = definePersona({
  domain: "catchall.test",
  does: "Accepts every address but one, which it refuses with 550 5.1.1",
  hosts: {
    mx: {
      rcpt: (session, recipient) =>
        recipient.local.toLowerCase() === FORMER
          ? reply(550, `5.1.1 <${recipient.address}>: no such user here`)
          : acceptAll(session, recipient),
    },
  },
  truth: { ...sameForAll("catch_all", "accepts_all"), exceptions: { [FORMER]: NOT_FOUND } },
});
