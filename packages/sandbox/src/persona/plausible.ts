import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";
import { acceptAll } from "#smtp/recipient-rules.ts";
import { reply } from "#smtp/reply.ts";

/** Not like a person's name: long, without a break, letters mixed with digits. */
const MACHINE_MADE = /^(?=.*\d)[a-z\d]{12,}$/i;

export const plausible = definePersona({
  domain: "plausible.test",
  does: "Accepts every address that looks like a name, and refuses machine-made ones with 550 5.1.1",
  hosts: {
    mx: {
      rcpt: (session, recipient) =>
        MACHINE_MADE.test(recipient.local)
          ? reply(550, `5.1.1 <${recipient.address}>: no such user here`)
          : acceptAll(session, recipient),
    },
  },
  truth: sameForAll("catch_all", "accepts_all_unconfirmed"),
});
