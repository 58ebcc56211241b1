import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";
import { reply } from "#smtp/reply.ts";

export const reverseDns = definePersona({
  domain: "reverse-dns.test",
  does: "Misses reverse DNS of the client at RCPT: 550 5.7.25",
  hosts: {
    mx: {
      rcpt: (session) =>
        reply(550, `5.7.25 [${session.clientAddress}] has no PTR, its reverse DNS does not match`),
    },
  },
  truth: sameForAll("unknown", "our_configuration"),
});
