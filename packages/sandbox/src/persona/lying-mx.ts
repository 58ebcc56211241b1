import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";
import { reply } from "#smtp/reply.ts";

export const lyingMx = definePersona({
  domain: "lying-mx.test",
  does: "Neither confirms nor denies: 252 to every recipient",
  hosts: {
    mx: {
      rcpt: () => reply(252, "2.1.5 Cannot VRFY user, but will accept the message and try to deliver it"),
    },
  },
  truth: sameForAll("unknown", "cannot_verify"),
});
